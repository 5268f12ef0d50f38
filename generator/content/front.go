package content

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/diag"
	"bantin/generator/markdown"
)

// Front is the front matter of an article's file, as written there: what a
// translation inherits is not filled in.
type Front struct {
	Title, Summary                  string
	Date, Until, Published, Updated calendar.Date
	Committee                       string
	Congress, Plenum                int // 0 where there is none
	Term                            calendar.Term
	Also                            []Membership
	Kind                            string // "" means news
	Number                          string
	Documents                       []Citation
	Author, Photos                  string
	Source                          *Source
	Image                           *Image
	Translator, TranslationOf       string
	Aliases                         []string
	Draft                           bool
}

// Out is when the bulletin's readers could first hear of what is reported: when the report
// came out or, where nobody says, on the day of the event.
func Out(date, published calendar.Date) calendar.Date {
	if !published.IsZero() {
		return published
	}
	return date
}

// A Membership is another body and congress that an article belongs to.
type Membership struct {
	Committee string
	Congress  int // 0 where there is none
}

// A Citation tells of a cited document what the text alone cannot.
type Citation struct {
	Number        string
	Issuer, Title Texts
	Date          calendar.Date
	Relation      string
}

// A Source is where a report first appeared.
type Source struct{ Name, URL string }

// An Image is the lead picture.
type Image struct {
	Src          string
	Alt, Caption Texts
	Captions     map[string]*markdown.Doc // Caption, converted
}

// CaptionIn is In for Captions: nil where there is none.
func (i *Image) CaptionIn(lang, own string) *markdown.Doc {
	if d, ok := i.Captions[lang]; ok {
		return d
	}
	if lang == own {
		return i.Captions[""]
	}
	return nil
}

// convertCaptions makes Captions. pos is where Caption stands.
func (i *Image) convertCaptions(pos diag.Pos, problems *diag.List) {
	i.Captions = make(map[string]*markdown.Doc, len(i.Caption))
	for _, lang := range slices.Sorted(maps.Keys(i.Caption)) {
		if strings.TrimSpace(i.Caption[lang]) == "" {
			continue
		}
		doc, found := markdown.Caption(i.Caption[lang], pos)
		*problems = append(*problems, found...)
		i.Captions[lang] = &doc
	}
}

// PageFront is the front matter of a page's file.
type PageFront struct {
	Title, Summary string
	Menu           int // its place in the menu; 0 where it is not there
	Aliases        []string
}

// The shapes that several keys share.
var (
	textShape    = Shape{Name: diag.Sayf("text"), Type: "string"}
	titleShape   = longest(MaxTitle)
	summaryShape = longest(mostSummary)
	nameShape    = longest(mostName)
	idShape      = Shape{Name: diag.Sayf("an id: small letters, digits and hyphens"), Type: "string", Pattern: idPattern}
	committeeID  = Shape{Name: diag.Sayf("the id of a committee of %s", CommitteesFile), Type: "string", Pattern: idPattern}
	dayShape     = Shape{Name: diag.Sayf("a day, as 2020-12-21"), Type: "string", Pattern: "^" + dayPattern + "$"}
	momentShape  = Shape{Name: diag.Sayf("a day, as 2020-12-21, or a time, as 2020-12-21T19:23:00+07:00"), Type: "string", Pattern: "^" + dayPattern + `(T([01]\d|2[0-3])(:[0-5]\d){2}([.,]\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$`}
	partialShape = Shape{Name: diag.Sayf("a year, a month or a day, as 1938, 2025-07 or 2025-07-01"), Type: "string", Pattern: "^(" + yearPattern + "(-(0[1-9]|1[0-2]))?|" + dayPattern + ")$", Min: FirstYear, Max: LastYear}
	congressNo   = Shape{Name: diag.Sayf("a congress number from 1 to 99, as 17 or XVII"), Type: "string", Pattern: ordinalPattern, Min: 1, Max: 99}
	plenumNo     = Shape{Name: diag.Sayf("the number of a plenum from 1 to 99, as 16"), Type: "integer", Pattern: ordinalPattern, Min: 1, Max: 99}
	termShape    = Shape{Name: diag.Sayf("a term, as 2020-2025"), Type: "string", Pattern: `^\s*\d{4}\s*[-‐-―−]\s*\d{4}\s*$`}
	webShape     = Shape{Name: diag.Sayf("an address that begins with https://"), Type: "string", Pattern: webPattern}
	textsShape   = Shape{Name: diag.Sayf("a text, or one for each language, as {vi: …, en: …}"), Type: "string", PerLanguage: true}
	everyShape   = Shape{Name: diag.Sayf("a text for each language, as {vi: …, en: …}"), Type: "object", PerLanguage: true}
	titlesShape  = textsShape.upTo(mostActTitle)
	aliasShape   = Shape{Name: diag.Sayf("a list of old addresses, as [/tin-tuc/123.html]"), Type: "array", Items: &Shape{Name: diag.Sayf("an old address"), Type: "string", Pattern: aliasPattern}, Most: mostAliases}
	boolShape    = Shape{Name: diag.Sayf("true or false"), Type: "boolean"}
	digestShape  = Shape{Name: diag.Sayf("12 digits of a digest, 0 to 9 and a to f"), Type: "string", Pattern: digestForm.String(), Digits: true}
	kindShape    = Shape{Name: diag.Sayf("a kind"), Type: "string", Enum: Kinds}
)

// upTo is a shape with a bound.
func (s Shape) upTo(most int) Shape { s.Most = most; return s }

// longest is the shape of a text with a bound; 0 is that of every text.
func longest(most int) Shape { return textShape.upTo(most) }

// The forms of values, for programs that check a file while it is typed. None
// refuses what the decoder takes; of what it refuses, some see less: that a term
// runs forward takes arithmetic.
const (
	yearPattern = `(18|19|20|21)\d\d` // FirstYear to LastYear
	// A day of the calendar: 29 February in leap years alone.
	dayPattern = `(` + yearPattern + `-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))` +
		`|((18|19|20|21)(0[48]|[2468][048]|[13579][26])|2000)-02-29)`
	ordinalPattern = `^\s*([0-9]{1,2}|([Xx][Cc]|[Xx][Ll]|[Ll]?[Xx]{0,3})([Ii][Xx]|[Ii][Vv]|[Vv]?[Ii]{0,3}))\s*$`
	wholePattern   = `^[+]?[0-9]+$`
	webPattern     = `^[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\s"<>\\\x60{}|^]+([/?#][^\s"<>\\\x60{}|^]*)?$`
	linkPattern    = `^(/([^/].*)?|[Hh][Tt][Tt][Pp][Ss]?://[^/?#@\s"<>\\\x60{}|^]+([/?#][^\s"<>\\\x60{}|^]*)?)$`
	aliasPattern   = `^(/[^/.?#%\\"<>|*: \x00-\x1f\x7f][^/?#%\\"<>|*: \x00-\x1f\x7f]*)+/?$`
)

var membershipKeys = table[Membership]{
	field("committee", "The other committee.", committeeID, (*decoder).committee, func(m *Membership) *string { return &m.Committee }).required(),
	field("congress", "Which congress of that committee.", congressNo, (*decoder).ordinal, func(m *Membership) *int { return &m.Congress }),
}

var citationKeys = table[Citation]{
	field("number", "The document's number, as 35-CT/TW.", textShape, (*decoder).text, func(c *Citation) *string { return &c.Number }).required(),
	field("issuer", "Who issued it.", textsShape.upTo(mostName), (*decoder).ownOrPerLanguage, func(c *Citation) *Texts { return &c.Issuer }),
	field("date", "When it was issued.", partialShape, (*decoder).partial, func(c *Citation) *calendar.Date { return &c.Date }),
	field("title", "What it is called.", titlesShape, (*decoder).ownOrPerLanguage, func(c *Citation) *Texts { return &c.Title }),
	field("relation", "What the article has to do with it, as implements.", nameShape, (*decoder).text, func(c *Citation) *string { return &c.Relation }),
}

var sourceKeys = table[Source]{
	field("name", "The name of the paper or portal.", nameShape, (*decoder).text, func(s *Source) *string { return &s.Name }).required(),
	field("url", "The address of the report there.", webShape, (*decoder).webAddress, func(s *Source) *string { return &s.URL }),
}

var imageKeys = table[Image]{
	field("src", "The picture's file, relative to the article's own.", textShape, (*decoder).text, func(i *Image) *string { return &i.Src }),
	field("alt", "What the picture shows, for those who cannot see it.", textsShape, (*decoder).ownOrPerLanguage, func(i *Image) *Texts { return &i.Alt }),
	field("caption", "The line below the picture; emphasis, code and links are as in the text.", textsShape, (*decoder).ownOrPerLanguage, func(i *Image) *Texts { return &i.Caption }),
}

var articleKeys = table[Front]{
	field("title", "The headline.", titleShape, (*decoder).text, func(f *Front) *string { return &f.Title }).required(),
	field("summary", "A sentence or two; without it, the first paragraph.", summaryShape, (*decoder).text, func(f *Front) *string { return &f.Summary }),
	field("date", "When what is reported took place.", momentShape, (*decoder).moment, func(f *Front) *calendar.Date { return &f.Date }).required().in(OriginalOnly),
	field("until", "The last day of an event of several days.", dayShape, (*decoder).day, func(f *Front) *calendar.Date { return &f.Until }).in(OriginalOnly),
	field("published", "When the report came out.", momentShape, (*decoder).moment, func(f *Front) *calendar.Date { return &f.Published }).in(OriginalOnly),
	field("updated", "When the report last changed in substance.", momentShape, (*decoder).moment, func(f *Front) *calendar.Date { return &f.Updated }).in(OriginalOnly),
	field("committee", "The body that the article is about.", committeeID, (*decoder).committee, func(f *Front) *string { return &f.Committee }).required().in(OriginalOnly),
	field("congress", "Which congress of that committee.", congressNo, (*decoder).ordinal, func(f *Front) *int { return &f.Congress }).in(OriginalOnly),
	field("plenum", "Which meeting of the committee that a congress elected.", plenumNo, (*decoder).ordinal, func(f *Front) *int { return &f.Plenum }).in(OriginalOnly),
	field("term", "The years between two congresses; needed unless the congress settles it.", termShape, (*decoder).term, func(f *Front) *calendar.Term { return &f.Term }).in(OriginalOnly),
	listOf("also", "Other bodies and congresses that the article belongs to.", mostAlso, membershipKeys, func(f *Front) *[]Membership { return &f.Also }).in(OriginalOnly),
	field("kind", "What is reported; without it, news.", kindShape, (*decoder).choice, func(f *Front) *string { return &f.Kind }).in(OriginalOnly),
	field("number", "The article's own document number, where it presents a document.", nameShape, (*decoder).text, func(f *Front) *string { return &f.Number }).in(OriginalOnly),
	listOf("documents", "Documents cited, with what the text alone cannot tell.", MaxItems, citationKeys, func(f *Front) *[]Citation { return &f.Documents }).in(OriginalOnly),
	field("author", "Who wrote the report.", nameShape, (*decoder).text, func(f *Front) *string { return &f.Author }).in(OriginalOrOwn),
	field("photos", "Who took the pictures.", nameShape, (*decoder).text, func(f *Front) *string { return &f.Photos }).in(OriginalOrOwn),
	nested("source", "Where the report first appeared.", sourceKeys, func(f *Front) **Source { return &f.Source }).in(OriginalOnly),
	nested("image", "The lead picture.", imageKeys, func(f *Front) **Image { return &f.Image }).in(OriginalOrOwn),
	field("translator", "Who translated.", nameShape, (*decoder).text, func(f *Front) *string { return &f.Translator }).in(TranslationOnly),
	field("translation_of", "The digest of the original that this translates.", digestShape, (*decoder).digest, func(f *Front) *string { return &f.TranslationOf }).in(TranslationOnly),
	field("aliases", "Old addresses that lead here.", aliasShape, (*decoder).aliases, func(f *Front) *[]string { return &f.Aliases }),
	field("draft", "Whether the article is left out, except with --drafts.", boolShape, (*decoder).boolean, func(f *Front) *bool { return &f.Draft }).in(OriginalOnly),
}

var pageKeys = table[PageFront]{
	field("title", "The page's name.", titleShape, (*decoder).text, func(f *PageFront) *string { return &f.Title }).required(),
	field("summary", "A sentence or two.", summaryShape, (*decoder).text, func(f *PageFront) *string { return &f.Summary }),
	field("menu", "Its place in the menu, from small to large; without it, it is not there.", Shape{Name: diag.Sayf("a whole number from 1 to 1000"), Type: "integer", Pattern: wholePattern, Min: 1, Max: 1000}, (*decoder).integer, func(f *PageFront) *int { return &f.Menu }),
	field("aliases", "Old addresses that lead here.", aliasShape, (*decoder).aliases, func(f *PageFront) *[]string { return &f.Aliases }),
}

// ArticleKeys describes the front matter of an article.
func ArticleKeys() []KeyDoc { return articleKeys.docs() }

// PageKeys describes the front matter of a page.
func PageKeys() []KeyDoc { return pageKeys.docs() }

// Inheritance says which keys of a file do not fit its role among an article's
// versions: required ones that the original lacks, ones that belong in the other
// role, and shared ones that a translation contradicts. What is missing is explained by
// what the Library has.
func (a *Article) Inheritance(lib *Library, report *diag.List) {
	first := lib.Config.Languages[0] // that an original is expected in
	original := a.Original()
	if original.Unread {
		return
	}
	if a.Orphan(first) {
		report.Errorf(original.At(""), "original-missing", "this is a translation, and there is no original in %q with the id %q", first, a.ID).
			Hintf("give both files the same name but for the language, or write the keys of an original here")
		return
	}
	for _, k := range articleKeys {
		if k.Where == TranslationOnly && original.Places.Has(k.Name) {
			report.Errorf(original.At(k.Name), "key-misplaced", "the key %q belongs in a translation, and this is the original", k.Name).
				Hintf("remove it")
		}
		if k.Required && k.Where == OriginalOnly && !original.Places.Has(k.Name) {
			p := report.Errorf(original.At(""), "key-missing", "the key %q is missing", k.Name)
			p.Hintf("add %q with %s", k.Name+":", k.Shape.Name)
			if k.Name == "committee" {
				if id := lib.anyCommittee(); id != "" {
					p.Hintf("add %q with %s, as %s", k.Name+":", k.Shape.Name, id)
				}
			}
		}
	}
	for _, t := range a.Versions[1:] {
		for _, k := range articleKeys {
			if k.Where != OriginalOnly || !t.Places.Has(k.Name) || t.Places.wrong(k.Name) || original.Places.wrong(k.Name) || k.same(&t.Front, &original.Front) {
				continue
			}
			p := report.Errorf(t.At(k.Name), "translation-contradicts", "the key %q is not what the original has", k.Name).
				Hintf("remove it: a translation inherits it")
			if original.Places.Has(k.Name) {
				p.Notef(original.At(k.Name), "the original's")
			} else {
				p.Notef(original.At(""), "the original, without it,")
			}
		}
		if own, shared := t.Front.Image, original.Front.Image; own != nil && own.Src != "" && (shared == nil || own.Src != shared.Src) {
			p := report.Errorf(t.At("image.src"), "translation-contradicts", "the key %q is not what the original has", "image.src").
				Hintf("remove it: a translation has its own alt and caption alone")
			if shared != nil {
				p.Notef(original.At("image.src"), "the original's")
			}
		} else if own != nil && shared == nil {
			report.Errorf(t.At("image"), "key-misplaced", "the original has no lead picture that this could be about").
				Hintf("remove it, or give the original the picture")
		}
	}
}

// Orphan reports whether the article has translations alone: its first version is
// in another language than first, the one that an original is expected in, and has
// neither of the keys that tell an original.
func (a *Article) Orphan(first string) bool {
	v := a.Original()
	return !v.Unread && v.Lang != first && !v.Places.Has("date") && !v.Places.Has("committee")
}

// A State says how a version of an article stands to its original.
type State int

// The states of a version.
const (
	IsOriginal   State = iota
	Current            // it translates the original as it is now
	Stale              // the original has changed since
	Unverified         // it does not say which original it translates
	Untranslated       // it has the original's own words, or paragraphs of them, whatever it says that it translates
)

// State is how one of the article's versions stands to its original. It goes by
// what the two say and by the digest of the original, never by dates.
func (a *Article) State(v *Version) State {
	original := a.Original()
	switch {
	case v == original:
		return IsOriginal
	case v.Copies(original), len(a.Unchanged(v)) > 0:
		return Untranslated
	case v.Front.TranslationOf == "":
		return Unverified
	case v.Front.TranslationOf == original.Digest:
		return Current
	}
	return Stale
}

// Copies reports whether a version has the headline and the text of another. Where
// their links lead is not looked at, since that is adapted before the words are.
func (v *Version) Copies(other *Version) bool {
	return !v.Unread && !other.Unread && v.Front.Title != "" && v.Front.Title == other.Front.Title && bytes.Equal(v.Body.HTML, other.Body.HTML)
}

// digest is what translation_of refers to: the first 12 hexadecimal digits of
// the SHA-256 of title, summary and body, joined by newlines. White space around
// the body does not count, since editors' programs add and remove it.
func digest(title, summary string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(title + "\n" + summary + "\n"))
	h.Write(bytes.TrimSpace(body))
	return hex.EncodeToString(h.Sum(nil))[:12]
}
