// Package importer makes an article's file of a saved page of a portal, for an
// editor to finish. It takes the page's bytes (text or HTML, in any of the
// encodings that newsrooms used) and the Library, for its committees and for what
// is known of them, and gives a draft.File with remarks. It opens no file, writes
// none and fetches nothing.
//
// What a page says it says in forms that portals share, so everything here is
// recognised by form and nothing by the portal it came from:
//
//	bytes ─ decode ─► text ─┬ fromText ─┐
//	                        └ fromHTML ─┴► blocks ─ arrange ─► title, body, dates
//	                                                 │
//	                                                 └ record ─► keys and remarks
//
// A block is a line or an element with what can be seen of it. arrange tells the
// report from what surrounds it; record reads the report. What is not certain is
// not guessed: the key is left out, or put into a comment with the candidates, and
// a remark says so.
//
// This is the one home of golang.org/x/net/html outside tests.
package importer

import (
	"errors"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/draft"
	"bantin/generator/markdown"
)

// The limits of a page. The body's is within the loader's of 1 MiB, which has the
// front matter too.
const (
	mostBlocks = 20_000
	mostTags   = 100_000   // a tree takes some 400 bytes for each
	mostBody   = 900 << 10 // bytes
)

// MaxBytes is the largest page that is read.
const MaxBytes = 16 << 20

// Options say how to read a page. The zero value is useful.
type Options struct {
	Lang string // of the page; "" to tell it by its text
	// Under is the id of a committee that the page's committee is, or stands below,
	// where the page itself does not say so: a portal's pages name no province.
	Under string
}

// A Remark is what an editor should know of a key that was not certain, or of the
// page as a whole, where Key is empty.
type Remark struct {
	Key  string
	Text diag.Text
}

// A Result is what came of a page.
type Result struct {
	File draft.File
	Lang string
	// Title and Date are those of the file; each may be missing.
	Title   string
	Date    calendar.Date
	Address string        // where the page says that it first appeared; "" where it does not
	Filed   calendar.Date // the day whose year's folder it belongs in: of the event, or else of publication
	Remarks []Remark
	// Entry is what is known of the body that the report is about, where the registry does
	// not have it: the keys of an entry for it, the id first. It is nil where the page does
	// not name it so that it can be told from its like elsewhere.
	Entry []draft.Key
}

// The reasons for which nothing can be made of a page.
var (
	errTooLarge = diag.Failf("a page of more than %d MiB is not read", MaxBytes>>20)
	errNoText   = errors.New("this is no text and no HTML; save the page as one of the two")
	errNoReport = errors.New("no report was found in it; copy the title and the text of the report into a file of its own, and import that")
	errNesting  = errors.New("its HTML is nested too deep to be read; save the page as text")
	errTags     = diag.Failf("a page of more than %d tags is not read; save the report alone", mostTags)
	errLines    = diag.Failf("a page of more than %d lines is not read; save the report alone", mostBlocks)
	errTooLong  = diag.Failf("its report has more than %d KiB, which is too long for an article", mostBody>>10)
)

// Import reads a page. The error is one of the above, or says that the report
// cannot be the body of an article.
func Import(raw []byte, lib *content.Library, opt Options) (Result, error) {
	if len(raw) > MaxBytes {
		return Result{}, errTooLarge
	}
	p, err := read(raw, lib.Config.TimeZone)
	if err != nil {
		return Result{}, err
	}
	a, err := arrange(p)
	if err != nil {
		return Result{}, err
	}
	r := newRecord(a, p, lib, opt)
	r.read()
	out := r.result()
	// The limits of a body are the loader's own.
	_, problems := markdown.Convert([]byte(out.File.Body), "", 0)
	for _, problem := range problems {
		if problem.Severity == diag.Error {
			return Result{}, diag.Failf("its report cannot be the body of an article: %s", problem.Sentence())
		}
	}
	if len(out.File.Body) > mostBody {
		return Result{}, errTooLong // escaped, it is longer
	}
	return out, nil
}
