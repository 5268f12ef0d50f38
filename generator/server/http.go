package server

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"html"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"bantin/generator/address"
	"bantin/generator/diag"
	"bantin/generator/render"
)

// own is where the server's own files stand. No page of a bulletin can be there:
// the words of addresses have no underscore.
const own = "/_bantin/"

//go:embed preview.js
var previewScript []byte

//go:embed preview.css
var previewStyle []byte

// silent is a log that says nothing.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }

// allowedHosts are what the Host header of a request may say, the one to show to
// people first.
func allowedHosts(addr string, at net.Addr) []string {
	host, _, _ := net.SplitHostPort(addr)
	_, port, _ := net.SplitHostPort(at.String())
	names := []string{"127.0.0.1", "localhost", "::1"}
	switch ip, err := netip.ParseAddr(host); {
	case host == "" || err == nil && ip.IsUnspecified():
	case err == nil && ip.IsLoopback() || strings.EqualFold(host, "localhost"):
		host = strings.ToLower(host)
		names = append([]string{host}, slices.DeleteFunc(names, func(n string) bool { return n == host })...)
	default:
		names = []string{strings.ToLower(host)}
	}
	var out []string
	for _, n := range names {
		if port == "80" {
			out = append(out, strings.TrimSuffix(net.JoinHostPort(n, ""), ":"))
		}
		out = append(out, net.JoinHostPort(n, port))
	}
	return out
}

// mine reports whether a request is meant for this server. A page of another site
// whose name has been made to lead here (DNS rebinding) asks for that name. A server
// that others can reach also answers to localhost and to any address in numbers, which
// are no names that somebody else could have given to this machine; and on any port,
// since that of a container may be mapped to another.
func (s *server) mine(host string) bool {
	host = strings.ToLower(host)
	if slices.Contains(s.hosts, host) {
		return true
	}
	if !s.reachable {
		return false
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	_, err = netip.ParseAddr(name)
	return err == nil || name == "localhost"
}

// notMine says what a request that is not meant for this server could have asked for.
func (s *server) notMine() string {
	hosts := strings.Join(s.hosts, ", ")
	if s.reachable {
		hosts += ", and to localhost and addresses in numbers with any port"
	}
	return "this preview answers to " + hosts + ", and to no other name: open http://" + s.hosts[0] + "/, or start it with --addr and the name that it is to have"
}

// ServeHTTP answers one request.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", render.Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if r.ContentLength != 0 {
		// Nothing is answered before a body has come, unless it is the last answer: who
		// never sends it would keep a place for ever.
		h.Set("Connection", "close")
	}
	// No file of a bulletin takes this long to write to a browser that reads.
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute))
	switch {
	case !s.mine(r.Host):
		plain(w, http.StatusMisdirectedRequest, s.notMine())
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		plain(w, http.StatusMethodNotAllowed, "this server can only be read")
		return
	case r.ContentLength != 0:
		plain(w, http.StatusBadRequest, "what is asked for here has no body")
		return
	}
	select {
	case <-s.ready:
	case <-r.Context().Done():
		return
	case <-s.ended:
		plain(w, http.StatusServiceUnavailable, "the server is ending")
		return
	}
	if strings.HasPrefix(r.URL.Path, own) {
		s.serveOwn(w, r)
		return
	}
	st := s.state.Load()
	if st.edition != nil && !strings.HasSuffix(r.URL.Path, "/") {
		if a, ok := st.edition.Lookup(r.URL.Path + "/"); ok {
			to := (&url.URL{Path: a.Path, RawQuery: r.URL.RawQuery}).String()
			h.Set("Location", to)
			plain(w, http.StatusTemporaryRedirect, "it is at "+a.Path)
			return
		}
	}
	v := st.view(r.URL.Path)
	h.Set("Content-Type", v.media)
	h.Set("Content-Length", strconv.Itoa(len(v.body)))
	w.WriteHeader(v.status)
	w.Write(v.body)
}

// plain answers with a sentence.
func plain(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, sentence+"\n")
}

// serveOwn answers what the server's own script asks for, and nobody else: a page
// of another site has no business here, even where it could not read the answer.
func (s *server) serveOwn(w http.ResponseWriter, r *http.Request) {
	if from := r.Header.Get("Sec-Fetch-Site"); from != "" && from != "same-origin" && from != "none" {
		plain(w, http.StatusForbidden, "this is for the pages of this server")
		return
	}
	switch r.URL.Path {
	case own + "preview.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(previewScript)
	case own + "preview.css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		w.Write(previewStyle)
	case own + "events":
		s.wait(w, r)
	case own + "state":
		s.tellState(w, r)
	default:
		plain(w, http.StatusNotFound, "there is nothing here")
	}
}

// tellState says what has become of a page.
func (s *server) tellState(w http.ResponseWriter, r *http.Request) {
	st := s.state.Load()
	at, err := url.PathUnescape(r.URL.Query().Get("path"))
	if err != nil {
		plain(w, http.StatusBadRequest, "this is no path")
		return
	}
	v := st.view(at)
	out := struct {
		State    string            `json:"state"`    // the id
		Page     string            `json:"page"`     // the digest of the page, styles apart
		Styles   map[string]string `json:"styles"`   // the addresses of style sheets by their names
		Problems []string          `json:"problems"` // lines
		Good     bool              `json:"good"`     // whether there is a page to show
	}{st.id, v.digest, nil, v.lines, v.status != http.StatusServiceUnavailable}
	if st.edition != nil {
		out.Styles = st.edition.Styles()
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic("internal error: the state does not encode: " + err.Error())
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(b)
}

// A view is what stands at a path.
type view struct {
	status int
	media  string // the media type
	body   []byte
	digest string   // of a page, without the addresses of styles and without the script; else ""
	lines  []string // the problems to show over it
}

// view makes what stands at a path, or the page that says that nothing does.
func (st *state) view(at string) view {
	v := view{status: http.StatusOK, lines: st.lines}
	if st.edition == nil {
		v.status = http.StatusServiceUnavailable
		v.page(st, brokenPage(st.lines))
		return v
	}
	a, ok := st.edition.Lookup(at)
	if !ok {
		v.status = http.StatusNotFound
		if a, ok = st.edition.Lookup("/404.html"); !ok {
			panic("internal error: a bulletin without a page for what is not there")
		}
	}
	var b bytes.Buffer
	problem, err := st.edition.Render(&b, a)
	switch {
	case err != nil:
		// What is the matter is on the disk, and for the terminal: the file has
		// changed, and the next state will say so.
		return view{status: http.StatusServiceUnavailable, media: "text/plain; charset=utf-8", body: []byte("this file cannot be read now\n")}
	case problem != nil:
		v.lines = slices.Concat(v.lines, errorLines(diag.List{*problem}, st.in))
		if b.Len() == 0 {
			v.status = http.StatusServiceUnavailable
			v.page(st, brokenPage(v.lines))
			return v
		}
	}
	v.media = mediaType(a)
	if strings.HasPrefix(v.media, "text/html") {
		v.page(st, b.Bytes())
	} else {
		v.body = b.Bytes()
	}
	return v
}

// page takes the bytes of a page, with the server's script set in.
func (v *view) page(st *state, page []byte) {
	v.media = "text/html; charset=utf-8"
	bare := page
	if st.edition != nil {
		for _, href := range st.edition.Styles() {
			bare = bytes.ReplaceAll(bare, []byte(href), nil)
		}
	}
	sum := sha256.Sum256(bare)
	v.digest = hex.EncodeToString(sum[:8])
	script := `<script src="` + own + `preview.js" data-page="` + v.digest + `" data-state="` + st.id + `" async></script>` + "\n"
	at := max(bytes.Index(page, []byte("</head>")), 0)
	if at == 0 {
		at = len(page) // a layout of the site's own may leave the tag out
	}
	v.body = make([]byte, 0, len(page)+len(script))
	v.body = append(append(append(v.body, page[:at]...), script...), page[at:]...)
}

// brokenPage stands where there is no good page yet. The script shows the lines
// over it; they are on it for a browser without scripts.
func brokenPage(lines []string) []byte {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>bantin serve</title>\n</head>\n<body>\n<pre>\n")
	for _, l := range lines {
		b.WriteString(html.EscapeString(l))
	}
	b.WriteString("</pre>\n</body>\n</html>\n")
	return []byte(b.String())
}

// mediaType is what a browser is told of what stands at an address.
func mediaType(a *address.Address) string {
	switch a.Key.Kind {
	case address.AtomFeed:
		return "application/atom+xml; charset=utf-8"
	case address.JSONFeed:
		return "application/feed+json; charset=utf-8"
	case address.Calendar:
		return "text/calendar; charset=utf-8"
	}
	if t, ok := mediaTypes[strings.ToLower(path.Ext(a.File()))]; ok {
		return t
	}
	if strings.HasPrefix(path.Base(a.Path), "_") {
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// mediaTypes are the types by the endings of names, the same on every machine.
var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".xml": "application/xml; charset=utf-8", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
	".csv": "text/csv; charset=utf-8", ".webmanifest": "application/manifest+json", ".wasm": "application/wasm",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif",
	".svg": "image/svg+xml", ".ico": "image/vnd.microsoft.icon", ".avif": "image/avif",
	".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf",
	".pdf": "application/pdf", ".zip": "application/zip",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text",
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".odp":  "application/vnd.oasis.opendocument.presentation",
}
