package markup

import "strings"

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
	"<svg viewBox='0 0 1 1'><path d=a /><title>b</title><g><rect></rect></g><linearGradient/><style>.a{}</style></svg>c", "<svg/>a", "<svg><p>a", "<td><svg><path></svg>a", "<svg><title><b>a</title></svg>", "<svg><![CDATA[a]]></svg>",
	"<p a=1 A=2 b c='&amp;' d=\"&lt;\" e=/ f/g =h ==i>j<br/><br / ><img src=a/>", "<a href='?a=1&b=2&copy=3&copy4&lt;&amp&notit;&#39;&#x41&semi;&;&'>&notit; &copy=1 &#0; &x; & &amp</a>", "<p title='a>b' class=c\nid=d>e",
	"a\r\nb\rc<p class='d\r\ne'>\r\n<!--\r-->", "<!-->a<!--->b<!---->c<!--d--!>e<!--f", "<!a>b", "<?xml version=1?>a<? b", "</>a</ b>c", "a<b c", "a < b <3 c<", "a</", "<p>a</p", "<p a='", "<p a=b", "a\x00b<p\x00>",
	"<head><html a=b><head c=d><title>a</title></head><head><html e=f>b", "<p>a</br>b<table></br>", "<svg><filter><feOffset/></filter><image/><desc>a</desc><desc><p></desc></svg>",
	"<body><title>a</title><meta name=b><link><base>", "<head><p>a</head>b", "<head><title>a</title></head><script>b</script> <meta> <p>c", "<head></meta></p><noscript><img></noscript></head></div>", "a<html b=c>d", "<body><body e=f>",
	"<template><p>a</template>b", "<frameset><frame></frameset>", "<math><mi>a</math>", "<nobr>a<nobr>b", "<ruby>a<rt>b</ruby>", "<image src=a>", "<xmp><p></xmp>", "<plaintext>a</p>", "<marquee><i>a</marquee>b",
	"<custom-a>a<custom-b>b</custom-a>c", "<DIV CLASS=A>x</DIV>", "<time>a<p>b</time>c", "<p>" + strings.Repeat("<div>", 600), strings.Repeat("<p><b class=a>", 20), "</body></html></html>a<div></body>b", "<p>a</body> <b>c",
}
