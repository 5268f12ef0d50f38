package check

import (
	"fmt"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// documents: numbers that can be read, each told of once.
func (c *checker) documents(a *content.Article) {
	v := a.Original()
	f := &v.Front
	if f.Number != "" {
		c.documentNumber(v, "number", f.Number)
	}
	if len(f.Documents) > 0 {
		c.documentsOf(v)
	}
}

// documentNumber reads a number, or says that it is none.
func (c *checker) documentNumber(v *content.Version, key, number string) (d vietnamese.Document, ok bool) {
	if d, ok = vietnamese.ParseDocument(number); !ok {
		c.problems.Warnf(v.At(key), "document-number", "%q is not the number of a document, and gets no page", number).
			Hintf("write number, type and issuer, as 35-CT/TW or 123/2020/NĐ-CP")
	}
	return d, ok
}

// documentsOf looks at the documents of one article. Numbers restart in each term
// and with each issuer, so a number may be there twice, of two issuers or two
// days; but not with nothing to tell the two apart.
func (c *checker) documentsOf(v *content.Version) {
	type told struct {
		slug, issuer string
		date         calendar.Date
	}
	first := map[told]diag.Pos{}
	for i := range v.Front.Documents {
		x := &v.Front.Documents[i]
		if x.Number == "" {
			continue // which has been reported
		}
		key := fmt.Sprintf("documents[%d].number", i)
		d, ok := c.documentNumber(v, key, x.Number)
		if !ok {
			continue
		}
		at := told{slug: d.Slug()}
		if !d.Unique() {
			at.issuer, at.date = vietnamese.Key(x.Issuer.In(v.Lang, v.Lang)), day(x.Date)
		}
		if pos, twice := first[at]; twice {
			c.problems.Errorf(v.At(key), "document-duplicate", "the document %s is there twice", d).
				Hintf("keep one of them, or say by issuer or date that they are two").Notef(pos, "first")
			continue
		}
		first[at] = v.At(key)
		if d.Year > 0 && !x.Date.IsZero() && x.Date.Year != d.Year {
			c.problems.Errorf(v.At(fmt.Sprintf("documents[%d].date", i)), "document-date", "the document %s is of %d by its number, and not of %d", d, d.Year, x.Date.Year).
				Hintf("change the date or the number")
		}
	}
}
