package markup

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
)

// oddPages are pages that need repairs of which parsePlain knows some.
var oddPages = []string{
	"", "x", "<p>một<p>hai</div>ba", "<!doctype html><title>a&amp;b</title><body class=x>c", "<html><head></head>\n<body>\n</body>\n</html>\n<!-- x -->\n<p>d",
	`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><p><table><tr><td>a</table>b`,
	`<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><p>a<table><td>b`, "<!DOCTYPE html ><p><table>", "<!--a--><!doctype html><!--b--><html><!--c--><head><!--d--></head><!--e--><body>",
	"<b>một<p>hai</b>ba</p>", "<p><b>một<p>hai</b>ba", "<p><font color=red size=1><i>một<p>hai</i></font>ba", "<a href=1>một<a href=2>hai</a>ba</a>", "<div><a href=1>một</div>hai</a>ba",
	"<b><b><b><b>x</b></b><p>y", "<p><b class=a><b class=b><b class=c><b class=d>x<p>y", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "<dl><dt>a<dd>b<dt>c</dl>", "<h1>a<h2>b</h1>c",
	"<table><tr><td>a<td>b<tr><th>c</table>d", "<table><caption>a<p>b</caption><colgroup><col><col></colgroup><tr><td>c", "<table> <tbody> <tr> <td>a</td> </tr> </tbody> </table>", "<table>a<tr><td>b</table>",
	"<table><tr><td><table><tr><td><b>a</table>b</td></tr></table>c", "<table><form><tr><td><input></form></table>", "<table><input type=hidden><input></table>", "<table><script>a</script><style>b</style><tr></table>",
	"<table><td>a<td></tr>x", "<table><tbody><tr><td>a</tbody></table>b", "<table><col><tr><td>a</td></th></tr></table>", "<table><tr><td><p>a</table><p>b", "<table><caption><table></table></caption></table>",
	"<form><form><input></form></form><form>", "<form><div></form>a</div>b", "<button>a<button>b", "<select><option>a<optgroup><option>b</select>c<select><select>d", "<select><input>", "<object><b>a</object>b",
	"<pre>\n\na</pre><pre>&#13;\nb</pre><textarea>\nc&lt;</textarea><textarea>", "a</p>b<br>c</br>", "<p>a<hr>b", "<div>a</span>b</div>c</div>d", "<span>a<div>b</span>c</div>d",
	"<script>a<!--b</script>c", "<script><!--<script>a</script>--></script>b", "<script>if (a</script >b", "<style></style ></style><noscript><p>a</noscript>b<iframe><p></iframe>c", "<script/>a</script>b", "<SCRIPT>a</sCript>b",
	"<svg viewBox='0 0 1 1'><path d=a /><title>b</title><g><rect></rect></g><linearGradient/><style>.a{}</style></svg>c", "<svg VIEWBOX=0 xmlns:xlink=x xlink:HREF=y x:y=z refx=1><use xlink:href='#a' Preserveaspectratio=no xml:lang=vi xlink:href=b></svg>", "<svg/>a", "<svg><p>a", "<td><svg><path></svg>a", "<svg><title><b>a</title></svg>", "<svg><![CDATA[a]]></svg>",
	"<p a=1 A=2 b c='&amp;' d=\"&lt;\" e=/ f/g =h ==i>j<br/><br / ><img src=a/>", "<a href='?a=1&b=2&copy=3&copy4&lt;&amp&notit;&#39;&#x41&semi;&;&'>&notit; &copy=1 &#0; &x; & &amp</a>", "<p title='a>b' class=c\nid=d>e",
	"a\r\nb\rc<p class='d\r\ne'>\r\n<!--\r-->", "<!-->a<!--->b<!---->c<!--d--!>e<!--f", "<!a>b", "<?xml version=1?>a<? b", "</>a</ b>c", "a<b c", "a < b <3 c<", "a</", "<p>a</p", "<p a='", "<p a=b", "a\x00b<p\x00>",
	"<head><html a=b><head c=d><title>a</title></head><head><html e=f>b", "<p>a</br>b<table></br>", "<svg><filter><feOffset/></filter><image/><desc>a</desc><desc><p></desc></svg>",
	"<body><title>a</title><meta name=b><link><base>", "<head><p>a</head>b", "<head><title>a</title></head><script>b</script> <meta> <p>c", "<head></meta></p><noscript><img></noscript></head></div>", "a<html b=c>d", "<body><body e=f>",
	"<template><p>a</template>b", "<frameset><frame></frameset>", "<math><mi>a</math>", "<nobr>a<nobr>b", "<ruby>a<rt>b</ruby>", "<image src=a>", "<xmp><p></xmp>", "<plaintext>a</p>", "<marquee><i>a</marquee>b",
	"<custom-a>a<custom-b>b</custom-a>c", "<DIV CLASS=A>x</DIV>", "<time>a<p>b</time>c", "<p>" + strings.Repeat("<div>", 600), strings.Repeat("<p><b class=a>", 20), "</body></html></html>a<div></body>b", "<p>a</body> <b>c",
}

// mutated gives a page with a few of its tags and texts lost, doubled, moved,
// cut or followed by others, as seed has it.
func mutated(page []byte, seed uint64) []byte {
	rng := rand.New(rand.NewPCG(seed, 5))
	pieces := bytes.SplitAfter(page, []byte(">"))
	if len(pieces) > 60 { // a part, so that the spoilt places are not far apart
		from := rng.IntN(len(pieces) - 50)
		pieces = pieces[from : from+50]
	}
	pieces = slices.Clone(pieces)
	for range 1 + rng.IntN(6) {
		i, j := rng.IntN(len(pieces)), rng.IntN(len(pieces))
		switch rng.IntN(8) {
		case 0:
			pieces[i] = nil
		case 1:
			pieces[i], pieces[j] = pieces[j], pieces[i]
		case 2:
			pieces = slices.Insert(pieces, i, pieces[j])
		case 3:
			pieces[i] = pieces[i][:rng.IntN(len(pieces[i])+1)]
		default:
			name := someNames[rng.IntN(len(someNames))]
			if rng.IntN(2) == 0 {
				name = "/" + name
			}
			pieces = slices.Insert(pieces, i, []byte("<"+name+">"+someTexts[rng.IntN(len(someTexts))]))
		}
	}
	return bytes.Join(pieces, nil)
}

// someNames are the names of elements with rules of their own, and of some
// without.
var someNames = append(slices.Sorted(maps.Keys(tags)), "x-y", "svg/", "path", "title", "foreignObject", "br/", "input type=hidden", "a href=1", "font size=1", "b class=c")

// someTexts are texts between tags.
var someTexts = []string{"", "", "", " ", "\n", "một", " hai ", "a&amp;b&lt", "&nbsp;", "<!-- ba -->", "\r\n", "<", "</ x>", "<![CDATA[y]]>"}

// kin are elements whose rules are about each other.
var kin = [][]string{
	someNames,
	strings.Fields("table tr td th tbody thead tfoot caption colgroup col form select option p a b input script style html body head"),
	strings.Fields("p div a b i font span h1 h2 ul li dl dd dt button form center table td tr object marquee applet address"),
	strings.Fields("head body html title meta link script noscript style p div base br template frameset frame"),
	strings.Fields("select option optgroup hr input button p div a b table tr td span textarea keygen li"),
	strings.Fields("svg path g title desc a p font style image use rect text/ path/ svg/ br td table"),
}

// soup gives a page of tags and texts at random. Of the end tags most end what
// is open.
func soup(rng *rand.Rand) []byte {
	var b bytes.Buffer
	if rng.IntN(2) == 0 {
		b.WriteString("<!doctype html>")
	}
	names := kin[rng.IntN(len(kin))]
	var open []string
	for range 2 + rng.IntN(25) {
		name := names[rng.IntN(len(names))]
		first, _, _ := strings.Cut(strings.TrimSuffix(name, "/"), " ")
		switch last := len(open) - 1; rng.IntN(6) {
		case 0, 1:
			b.WriteString("<" + name + ">")
			open = append(open, first)
		case 2, 3:
			if last < 0 {
				break
			}
			b.WriteString("</" + open[last] + ">")
			open = open[:last]
		case 4:
			if last >= 0 && rng.IntN(3) > 0 {
				first = open[rng.IntN(last+1)]
			}
			b.WriteString("</" + first + ">")
		default:
			b.WriteString(someTexts[rng.IntN(len(someTexts)-4)])
		}
	}
	return b.Bytes()
}
