package chart

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Sizes of an image: the width of a page's text, and type that can be read at
// it. Liberation Sans has every Vietnamese letter.
const (
	imageWidth  = 16 * vg.Centimeter
	plotHeight  = 9 * vg.Centimeter
	titleSize   = 11
	labelSize   = 9
	sourceSize  = 7
	pixelsInch  = 200
	letterWidth = 5.2 // of a label on the axis
	sourceRunes = 115
)

// colours that stay apart in print and for the colour-blind (Okabe and Ito
// 2008).
var colours = []color.RGBA{
	{0x00, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0x00, 0xff}, {0x00, 0x9e, 0x73, 0xff},
	{0xcc, 0x79, 0xa7, 0xff}, {0xe6, 0x9f, 0x00, 0xff}, {0x56, 0xb4, 0xe9, 0xff},
}

func sans(size font.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// Image writes the chart as "svg" or "png", its sources below it.
func (c *Chart) Image(w io.Writer, format string) error {
	p, err := c.plot()
	if err != nil {
		return fmt.Errorf("draw: %w", err)
	}
	line := font.Length(sourceSize) * 1.35
	height := plotHeight + line*font.Length(len(c.Sources)+2)
	var canvas interface {
		vg.CanvasSizer
		io.WriterTo
	}
	switch format {
	case "svg":
		canvas = vgsvg.New(imageWidth, height)
	case "png":
		canvas = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(imageWidth, height), vgimg.UseDPI(pixelsInch), vgimg.UseBackgroundColor(color.White))}
	default:
		return fmt.Errorf("draw: no format %q: there are svg and png", format)
	}
	whole := draw.New(canvas)
	whole.FillPolygon(color.White, []vg.Point{{X: 0, Y: 0}, {X: imageWidth, Y: 0}, {X: imageWidth, Y: height}, {X: 0, Y: height}})
	p.Draw(draw.Crop(whole, 4, -4, height-plotHeight, -4))
	style := text.Style{Color: color.Black, Font: sans(sourceSize), Handler: plot.DefaultTextHandler, YAlign: text.YTop}
	if c.marked() {
		whole.FillText(style, vg.Point{X: imageWidth - 150, Y: height - plotHeight - line*0.3}, "○ ước thực hiện hoặc kế hoạch")
	}
	for i, s := range c.Sources {
		whole.FillText(style, vg.Point{X: 6, Y: height - plotHeight - line*(font.Length(i)+1.3)}, cut(fmt.Sprintf("[%d] %s", i+1, s)))
	}
	if _, err := canvas.WriteTo(w); err != nil {
		return fmt.Errorf("draw: %w", err)
	}
	return nil
}

// marked reports whether some point is not what was.
func (c *Chart) marked() bool {
	return slices.ContainsFunc(c.Lines, func(l Line) bool {
		return slices.ContainsFunc(l.Points, func(p Point) bool { return p.Mark != "" })
	})
}

// cut shortens a source to what a line of the image holds: its title, and not
// the portal that ends it, unless that is as long.
func cut(s string) string {
	r := []rune(s)
	if len(r) <= sourceRunes {
		return s
	}
	portal := []rune(s[max(strings.LastIndex(s, ", "), 0):])
	if len(portal) > sourceRunes/2 {
		portal = nil
	}
	return string(r[:sourceRunes-1-len(portal)]) + "…" + string(portal)
}

// plot lays out the axes and the lines.
func (c *Chart) plot() (*plot.Plot, error) {
	labels, at := c.periods()
	p := plot.New()
	p.Title.Text, p.Title.TextStyle.Font = c.Title, sans(titleSize)
	p.Y.Label.Text, p.Y.Label.TextStyle.Font = c.Unit, sans(labelSize)
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.Tick.Label.Font = sans(labelSize)
	}
	p.Legend.TextStyle.Font = sans(labelSize)
	p.Legend.Top, p.Legend.Left, p.Legend.Padding = true, true, 2
	p.X.Tick.Marker = plot.TickerFunc(func(_, _ float64) (ticks []plot.Tick) {
		wide := 0
		for _, l := range labels {
			wide = max(wide, utf8.RuneCountInString(l)+2)
		}
		most := max(1, int(float64(imageWidth-1.5*vg.Centimeter)/(letterWidth*float64(wide))))
		step := (len(labels) + most - 1) / most
		for i, l := range labels {
			if i%max(step, 1) != 0 {
				l = ""
			}
			ticks = append(ticks, plot.Tick{Value: float64(i), Label: l})
		}
		return ticks
	})
	p.Y.Tick.Marker = plot.TickerFunc(func(least, greatest float64) []plot.Tick {
		ticks := plot.DefaultTicks{}.Ticks(least, greatest)
		for i := range ticks {
			if ticks[i].Label != "" {
				ticks[i].Label = number(ticks[i].Value, decimals(least, greatest))
			}
		}
		return ticks
	})
	grid := plotter.NewGrid()
	grid.Vertical.Color = nil
	p.Add(grid)
	for i, l := range c.Lines {
		if err := add(p, l, at, i, len(c.Lines) > 1); err != nil {
			return nil, err
		}
	}
	p.X.Min, p.X.Max = -0.3, math.Max(float64(len(labels))-0.7, 0.3)
	if p.Y.Min > 0 && p.Y.Min < p.Y.Max/2 {
		p.Y.Min = 0 // a cut axis overstates change
	}
	p.Y.Max += (p.Y.Max - p.Y.Min) * 0.08 // room for the numbers of sources
	return p, nil
}

// add draws line number i, every point with the number of its source.
func add(p *plot.Plot, l Line, at map[string]int, i int, named bool) error {
	xys := make(plotter.XYs, len(l.Points))
	cited := make([]string, len(l.Points))
	for k, pt := range l.Points {
		xys[k] = plotter.XY{X: float64(at[pt.Label]), Y: pt.Value}
		cited[k] = "[" + strconv.Itoa(pt.Source) + "]"
	}
	line, points, err := plotter.NewLinePoints(xys)
	if err != nil {
		return err
	}
	line.Color, line.Width = colours[i%len(colours)], 1.2
	points.GlyphStyle = draw.GlyphStyle{Color: line.Color, Shape: draw.CircleGlyph{}, Radius: 2.2}
	points.GlyphStyleFunc = func(k int) draw.GlyphStyle { // hollow: not what was
		g := points.GlyphStyle
		if l.Points[k].Mark != "" {
			g.Shape = draw.RingGlyph{}
		}
		return g
	}
	numbers, err := plotter.NewLabels(plotter.XYLabels{XYs: xys, Labels: cited})
	if err != nil {
		return err
	}
	for k := range numbers.TextStyle {
		numbers.TextStyle[k].Font = sans(sourceSize)
		numbers.TextStyle[k].XAlign = text.XCenter
	}
	numbers.Offset = vg.Point{Y: 4}
	p.Add(line, points, numbers)
	if named {
		p.Legend.Add(l.Name, line, points)
	}
	return nil
}
