package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"bantin/generator"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/render"
)

// patience is how long a test waits for what must come. It is long, since what
// tests run on is slow at times; nothing waits this long that goes well.
const patience = time.Minute

// files are a small bulletin.
var files = map[string]string{
	"config.yaml":                  "base_url: https://example.org/duong/\ntitle: {vi: Bản tin thử, en: Trial Bulletin}\n",
	"content/committees.yaml":      "- id: tinh\n  name: {vi: Đảng bộ tỉnh, en: Provincial organisation}\n  level: province\n",
	"content/articles/mot.vi.md":   "---\ntitle: Bài một\ndate: 2024-01-02\ncommittee: tinh\nterm: 2020-2025\naliases: [/cu/1.html]\n---\n\nNội dung đầu.\n\n![Một ô](o.gif)\n\n[Tệp](tep.pdf)\n",
	"content/articles/o.gif":       "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
	"content/articles/tep.pdf":     "%PDF-1.4\n",
	"content/articles/hai.vi.md":   "---\ntitle: Bài hai\ndate: 2024-03-04\ncommittee: tinh\nterm: 2020-2025\n---\n\nNội dung bài hai.\n",
	"content/pages/gioi.vi.md":     "---\ntitle: Giới thiệu\nmenu: 1\n---\n\nVề bản tin.\n",
	"content/articles/mot.en.md":   "---\ntitle: One\n---\n\nFirst contents.\n",
	"content/announcements.yaml":   "- text: {vi: Mừng ngày hội, en: A holiday}\n  from: 2026-01-01\n  until: 2026-01-03\n",
	"content/articles/README.md":   "Not an article.\n",
	"content/articles/.an/x.vi.md": "hidden\n",
}

const (
	one     = "content/articles/mot.vi.md"
	onePage = "/vi/bai-viet/2024/mot/"
)

// newFolder writes the bulletin, or other files.
func newFolder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, dir, name, text)
	}
	return dir
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func noon() time.Time { return time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC) }

func optionsFor(dir string) Options {
	return Options{
		Site: generator.Options{Dir: dir, Layouts: os.DirFS("../../layouts"), Static: os.DirFS("../../static"), Now: noon()},
		Addr: "127.0.0.1:0", Now: noon,
	}
}

// still is a server that has read the folder once and does not watch it.
func still(t testing.TB, dir string) *server {
	t.Helper()
	opt := optionsFor(dir)
	opt.Site.BaseURL = "http://127.0.0.1:8080/"
	preview, err := generator.OpenPreview(opt.Site)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(preview.Close)
	s := &server{
		opt: opt, preview: preview, run: "test", ready: make(chan struct{}), events: newHub(), ended: t.Context().Done(),
		hosts: allowedHosts("127.0.0.1:8080", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}),
	}
	s.update(content.Suspects{All: true}, time.Now(), diag.Text{})
	return s
}

// ask sends a request, which change may make another, and gives the answer.
func ask(s http.Handler, at string, change func(*http.Request)) *http.Response {
	r := httptest.NewRequest("GET", "http://127.0.0.1:8080/", nil)
	r.URL = &url.URL{Path: at}
	r.RequestURI = at
	if p, q, ok := strings.Cut(at, "?"); ok {
		r.URL = &url.URL{Path: p, RawQuery: q}
	}
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// ownScript is what the server sets into a page.
var ownScript = regexp.MustCompile(`<script src="/_bantin/preview\.js" data-page="[0-9a-f]{16}" data-state="[^"]+" async></script>\n`)

// TestLikeBuild: what is served is what a build writes, byte for byte, but for the
// script in pages; and every page is one that the script can be in.
func TestLikeBuild(t *testing.T) {
	dir, out := newFolder(t), filepath.Join(t.TempDir(), "public")
	s := still(t, dir)
	opt := s.opt.Site
	opt.Out = out
	if _, problems, err := generator.Build(opt); err != nil || slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Severity == diag.Error }) {
		t.Fatal(err, problems)
	}
	types := map[string]bool{}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(out, name)
		at := "/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		want, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if strings.HasPrefix(at, "/.bantin") {
			return nil // the list of what was published
		}
		r := ask(s, at, nil)
		got := body(t, r)
		wantStatus := 200
		if r.StatusCode != wantStatus {
			t.Errorf("%s: status %d", at, r.StatusCode)
		}
		if strings.HasSuffix(name, ".html") {
			if n := len(ownScript.FindAllString(got, -1)); n != 1 {
				t.Errorf("%s: the script is in it %d times", at, n)
			}
			got = ownScript.ReplaceAllString(got, "")
		}
		if got != string(want) {
			t.Errorf("%s is not what a build writes", at)
		}
		types[strings.TrimPrefix(filepath.Ext(name), ".")+" "+r.Header.Get("Content-Type")] = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"html text/html; charset=utf-8", "css text/css; charset=utf-8", "js text/javascript; charset=utf-8", "svg image/svg+xml",
		"gif image/gif", "pdf application/pdf", "xml application/atom+xml; charset=utf-8", "xml application/xml; charset=utf-8",
		"json application/json", "json application/feed+json; charset=utf-8", "ics text/calendar; charset=utf-8", "txt text/plain; charset=utf-8",
	} {
		if !types[want] {
			t.Errorf("nothing was served as %q; there are %v", want, types)
		}
	}
}

// TestSafety: each line of what a preview must not do.
func TestSafety(t *testing.T) {
	s := still(t, newFolder(t))
	host := func(h string) func(*http.Request) { return func(r *http.Request) { r.Host = h } }
	method := func(m string) func(*http.Request) { return func(r *http.Request) { r.Method = m } }
	header := func(k, v string) func(*http.Request) { return func(r *http.Request) { r.Header.Set(k, v) } }
	for _, c := range []struct {
		name, path string
		change     func(*http.Request)
		status     int
	}{
		{"its own address", "/vi/", nil, 200},
		{"localhost", "/vi/", host("localhost:8080"), 200},
		{"capitals", "/vi/", host("LOCALHOST:8080"), 200},
		{"IPv6", "/vi/", host("[::1]:8080"), 200},
		{"another name", "/vi/", host("evil.example:8080"), 421},
		{"a name that ends like it", "/vi/", host("localhost.evil.example:8080"), 421},
		{"a name in it", "/vi/", host("evil.localhost:8080"), 421},
		{"another port", "/vi/", host("127.0.0.1:8081"), 421},
		{"no port", "/vi/", host("127.0.0.1"), 421},
		{"another address", "/vi/", host("10.0.0.1:8080"), 421},
		{"no host", "/vi/", host(""), 421},
		{"another name, for the script's own", "/_bantin/state?path=/vi/", host("evil.example:8080"), 421},

		{"HEAD", "/vi/", method("HEAD"), 200},
		{"POST", "/vi/", method("POST"), 405},
		{"PUT", "/vi/", method("PUT"), 405},
		{"DELETE", onePage, method("DELETE"), 405},
		{"OPTIONS, as before a request of another site", "/vi/", method("OPTIONS"), 405},
		{"POST to the script's own", "/_bantin/state?path=/vi/", method("POST"), 405},

		{"a page", onePage, nil, 200},
		{"a page without its slash", strings.TrimSuffix(onePage, "/"), nil, 307},
		{"no page", "/vi/khong-co/", nil, 404},
		{"an author's file", "/content/articles/mot.vi.md", nil, 404},
		{"the settings", "/config.yaml", nil, 404},
		{"a layout", "/layouts/article.html", nil, 404},
		{"a file beside a text, under its own name", "/content/articles/o.gif", nil, 404},
		{"out of the folder", "/../config.yaml", nil, 404},
		{"out of the folder, within", "/vi/../../config.yaml", nil, 404},
		{"out of the folder, the other way", `/..\config.yaml`, nil, 404},
		{"nothing of the server's own", "/_bantin/", nil, 404},
		{"not the disk", "/_bantin/../server.go", nil, 404},
		{"another host as a path", "//evil.example/", nil, 404},
		{"an address with NUL", "/vi/\x00", nil, 404},

		{"the script's own, from the page", "/_bantin/state?path=/vi/", header("Sec-Fetch-Site", "same-origin"), 200},
		{"the script's own, from another site", "/_bantin/state?path=/vi/", header("Sec-Fetch-Site", "cross-site"), 403},
		{"the script's own, from a neighbour", "/_bantin/events", header("Sec-Fetch-Site", "same-site"), 403},
		{"a path that is none", "/_bantin/state?path=%25zz", nil, 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ask(s, c.path, c.change)
			got := body(t, r)
			if r.StatusCode != c.status {
				t.Errorf("status %d, want %d:\n%s", r.StatusCode, c.status, got)
			}
			for k, want := range map[string]string{
				"Content-Security-Policy":      render.Policy,
				"X-Content-Type-Options":       "nosniff",
				"Cross-Origin-Resource-Policy": "same-origin",
				"Cache-Control":                "no-store",
				"Access-Control-Allow-Origin":  "",
			} {
				if r.Header.Get(k) != want {
					t.Errorf("%s: %q, want %q", k, r.Header.Get(k), want)
				}
			}
			if c.status == 405 && r.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("Allow: %q", r.Header.Get("Allow"))
			}
			if strings.Contains(got, s.opt.Site.Dir) {
				t.Errorf("the answer tells of the disk:\n%s", got)
			}
		})
	}
}

func TestRedirect(t *testing.T) {
	s := still(t, newFolder(t))
	r := ask(s, strings.TrimSuffix(onePage, "/")+"?q=a%20b", nil)
	if got, want := r.Header.Get("Location"), onePage+"?q=a%20b"; r.StatusCode != 307 || got != want {
		t.Errorf("status %d to %q, want %q", r.StatusCode, got, want)
	}
}

// TestNotFound: what is not there has the site's own page.
func TestNotFound(t *testing.T) {
	s := still(t, newFolder(t))
	want := ownScript.ReplaceAllString(body(t, ask(s, "/404.html", nil)), "")
	if got := ownScript.ReplaceAllString(body(t, ask(s, "/nirgends/", nil)), ""); got != want || got == "" {
		t.Errorf("got %q, want the page of the site", got)
	}
}

// TestForwarded: what a proxy may say of a request changes nothing.
func TestForwarded(t *testing.T) {
	s := still(t, newFolder(t))
	want := body(t, ask(s, "/vi/", nil))
	got := body(t, ask(s, "/vi/", func(r *http.Request) {
		for _, k := range []string{"X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Original-URL", "X-Rewrite-URL"} {
			r.Header.Set(k, "evil.example")
		}
	}))
	if got != want {
		t.Error("the page is another one")
	}
	if r := ask(s, "/vi/", func(r *http.Request) {
		r.Host = "evil.example"
		r.Header.Set("X-Forwarded-Host", "127.0.0.1:8080")
	}); r.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("status %d: a forwarded host was believed", r.StatusCode)
	} else if got := body(t, r); !strings.Contains(got, "answers to 127.0.0.1:8080, localhost:8080, [::1]:8080, and to no other name: open http://127.0.0.1:8080/, or") {
		t.Errorf("whoever is refused is told %q", got)
	}
}

// TestUnreadable: a picture that has gone says nothing of where it was.
func TestUnreadable(t *testing.T) {
	dir := newFolder(t)
	s := still(t, dir)
	at := regexp.MustCompile(`/media/o\.[0-9a-f]+\.gif`).FindString(body(t, ask(s, onePage, nil)))
	if r := ask(s, at, nil); at == "" || r.StatusCode != 200 {
		t.Fatalf("%q: status %d", at, r.StatusCode)
	}
	if err := os.Remove(filepath.Join(dir, "content/articles/o.gif")); err != nil {
		t.Fatal(err)
	}
	r := ask(s, at, nil)
	if got := body(t, r); r.StatusCode != 503 || strings.Contains(got, dir) || strings.Contains(got, "content") {
		t.Errorf("status %d: %s", r.StatusCode, got)
	}
}

func TestAllowedHosts(t *testing.T) {
	for _, c := range []struct {
		addr  string
		port  int
		first string
		yes   []string
		no    []string
	}{
		{"127.0.0.1:0", 8080, "127.0.0.1:8080", []string{"localhost:8080", "[::1]:8080"}, []string{"192.168.1.2:8080", "x:8080", "localhost:9000", "127.0.0.1:9000"}},
		{"localhost:8080", 8080, "localhost:8080", []string{"127.0.0.1:8080"}, []string{"localhost"}},
		{"127.0.0.1:80", 80, "127.0.0.1", []string{"localhost", "localhost:80", "[::1]", "127.0.0.1:80"}, []string{"localhost:8080", "evil.example"}},
		{"192.168.1.2:8080", 8080, "192.168.1.2:8080", []string{"192.168.1.2:8080", "localhost:9000", "127.0.0.1:9000"}, []string{"evil.example:8080"}},
		{"preview.example:8080", 8080, "preview.example:8080", []string{"localhost:9000", "10.0.0.1"}, []string{"evil.example:8080", "preview.example:9000"}},
		{":8080", 8080, "127.0.0.1:8080", []string{"localhost:8080", "localhost:9000", "LOCALHOST", "127.0.0.1:9000", "192.168.1.2:81", "192.168.1.2", "[fd00::1]:9000"}, []string{"evil.example:8080", "localhost.evil.example:8080", "127.0.0.1.evil.example", ":8080", ""}},
		{"0.0.0.0:80", 80, "127.0.0.1", []string{"192.168.1.2", "[fd00::1]", "192.168.1.2:80"}, []string{"evil.example", ""}},
		{"[::1]:8080", 8080, "[::1]:8080", []string{"localhost:8080"}, []string{"[::2]:8080", "localhost:9000", "127.0.0.1:9000"}},
	} {
		host, _, _ := net.SplitHostPort(c.addr)
		loopback := host == "localhost" || net.ParseIP(host).IsLoopback()
		s := &server{hosts: allowedHosts(c.addr, &net.TCPAddr{Port: c.port}), reachable: !loopback}
		if s.hosts[0] != c.first {
			t.Errorf("%s: shown as %q, want %q", c.addr, s.hosts[0], c.first)
		}
		for _, h := range append(c.yes, c.first) {
			if !s.mine(h) {
				t.Errorf("%s: does not answer to %q", c.addr, h)
			}
		}
		for _, h := range c.no {
			if s.mine(h) {
				t.Errorf("%s: answers to %q", c.addr, h)
			}
		}
	}
}

// A running is a server as a person runs it.
type running struct {
	t     *testing.T
	dir   string
	url   string
	first News // as it began
	news  chan News
	end   func() error // ends it and gives what Run gave
}

// run starts a server and waits until it has read the folder.
func run(t *testing.T, opt Options) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r := &running{t: t, dir: opt.Site.Dir, news: make(chan News, 10_000)}
	opt.Tell = func(n News) { r.news <- n }
	done := make(chan error, 1)
	go func() { done <- Run(ctx, opt) }()
	r.end = func() error {
		cancel()
		select {
		case err := <-done:
			done <- err
			return err
		case <-time.After(patience):
			return errors.New("the server does not end")
		}
	}
	t.Cleanup(func() {
		if err := r.end(); err != nil {
			t.Error(err)
		}
	})
	select {
	case n := <-r.news:
		r.first, r.url = n, strings.TrimSuffix(n.URL, "/")
	case err := <-done:
		done <- err
		t.Fatal("the server ended: ", err)
	case <-time.After(patience):
		t.Fatal("the server does not get ready")
	}
	return r
}

func (r *running) get(at string) (status int, text string) {
	r.t.Helper()
	answer, err := http.Get(r.url + at)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer.StatusCode, string(b)
}

// lines are the problems that a page shows.
func (r *running) lines(at string) []string {
	r.t.Helper()
	_, text := r.get("/_bantin/state?path=" + at)
	var state struct{ Problems []string }
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		r.t.Fatal(err)
	}
	return state.Problems
}

// until waits until a page is as it must be.
func (r *running) until(at, what string, right func(status int, text string) bool) {
	r.t.Helper()
	var status int
	var text string
	for start := time.Now(); time.Since(start) < patience; time.Sleep(2 * time.Millisecond) {
		if status, text = r.get(at); right(status, text) {
			return
		}
	}
	r.t.Fatalf("%s: %s does not come about; status %d\n%s\nproblems: %q", what, at, status, text, r.lines(at))
}

func has(want string) func(int, string) bool {
	return func(status int, text string) bool { return status == 200 && strings.Contains(text, want) }
}

func lacks(want string) func(int, string) bool {
	return func(status int, text string) bool { return status == 200 && !strings.Contains(text, want) }
}

func gone(status int, _ string) bool { return status == 404 }

// TestFollow: whatever is changed, the pages follow, without a restart; by events
// and by looking.
func TestFollow(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%t", poll), func(t *testing.T) {
			t.Parallel()
			opt := optionsFor(newFolder(t))
			opt.Poll = poll
			r := run(t, opt)
			dir := r.dir
			full := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			article := func(title, text string) string {
				return "---\ntitle: " + title + "\ndate: 2024-05-06\ncommittee: tinh\nterm: 2020-2025\n---\n\n" + text + "\n"
			}
			embedded := func(name string) string {
				b, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(name)))
				must(err)
				return string(b)
			}

			write(t, dir, one, strings.Replace(files[one], "đầu", "được sửa", 1))
			r.until(onePage, "a saved body", has("Nội dung được sửa"))
			write(t, dir, one, strings.Replace(files[one], "Bài một", "Tên khác", 1))
			r.until("/vi/cap-uy/tinh/", "a saved title", has("Tên khác"))

			// As many editors save: another file takes the place.
			write(t, dir, "content/articles/.mot.vi.md.swp", "x")
			write(t, dir, "content/articles/4913", "")
			must(os.Remove(full("content/articles/4913")))
			must(os.Rename(full(one), full(one+"~")))
			write(t, dir, one, strings.Replace(files[one], "đầu", "thay chỗ", 1))
			must(os.Remove(full(one + "~")))
			r.until(onePage, "a file in the place of another", has("Nội dung thay chỗ"))

			write(t, dir, "content/articles/ba.vi.md", article("Bài ba", "Mới."))
			r.until("/vi/bai-viet/2024/ba/", "a new file", has("Bài ba"))
			must(os.Rename(full("content/articles/ba.vi.md"), full("content/articles/bon.vi.md")))
			r.until("/vi/bai-viet/2024/bon/", "a renamed file", has("Bài ba"))
			r.until("/vi/bai-viet/2024/ba/", "the name before", gone)
			must(os.Remove(full("content/articles/bon.vi.md")))
			r.until("/vi/bai-viet/2024/bon/", "a deleted file", gone)
			r.until("/vi/", "the lists without it", lacks("Bài ba"))

			write(t, dir, "content/articles/sau/hon/nam.vi.md", article("Bài năm", "Trong thư mục mới."))
			r.until("/vi/bai-viet/2024/nam/", "a file in a new folder", has("Trong thư mục mới"))
			write(t, dir, "content/articles/sau/hon/nam.vi.md", article("Bài năm", "Sửa trong thư mục mới."))
			r.until("/vi/bai-viet/2024/nam/", "a file saved in a new folder", has("Sửa trong thư mục mới"))
			must(os.Rename(full("content/articles/sau"), full("content/articles/khac")))
			write(t, dir, "content/articles/khac/hon/nam.vi.md", article("Bài năm", "Sau khi đổi tên thư mục."))
			r.until("/vi/bai-viet/2024/nam/", "a file saved in a renamed folder", has("Sau khi đổi tên thư mục"))
			write(t, dir, "content/articles/khac/hon/nam.vi.md", article("Bài năm", "Lần nữa."))
			r.until("/vi/bai-viet/2024/nam/", "a file saved again in a renamed folder", has("Lần nữa"))
			must(os.RemoveAll(full("content/articles/khac")))
			r.until("/vi/bai-viet/2024/nam/", "a deleted folder", gone)
			write(t, dir, "content/articles/khac/nam.vi.md", article("Bài năm", "Trở lại."))
			r.until("/vi/bai-viet/2024/nam/", "a folder that is back", has("Trở lại"))

			write(t, dir, "content/articles/mot.en.md", "---\ntitle: Another name\n---\n\nFirst contents.\n")
			r.until("/en/articles/2024/mot/", "a translation", has("Another name"))
			write(t, dir, "content/committees.yaml", strings.Replace(files["content/committees.yaml"], "Đảng bộ tỉnh", "Đảng bộ mới", 1))
			r.until("/vi/cap-uy/tinh/", "a committee", has("Đảng bộ mới"))
			write(t, dir, "config.yaml", strings.Replace(files["config.yaml"], "Bản tin thử", "Bản tin khác", 1))
			r.until("/vi/", "a setting", has("Bản tin khác"))
			write(t, dir, "content/announcements.yaml", strings.Replace(files["content/announcements.yaml"], "Mừng ngày hội", "Mừng ngày lễ", 1))
			r.until("/vi/", "an announcement", has("Mừng ngày lễ"))
			write(t, dir, "content/pages/gioi.vi.md", strings.Replace(files["content/pages/gioi.vi.md"], "Về bản tin", "Về chúng tôi", 1))
			r.until("/vi/gioi/", "a page", has("Về chúng tôi"))
			write(t, dir, "content/articles/o.gif", files["content/articles/o.gif"][:13]+"\x01"+files["content/articles/o.gif"][14:])
			r.until(onePage, "a picture", func(status int, text string) bool {
				at := regexp.MustCompile(`/media/o\.[0-9a-f]+\.gif`).FindString(text)
				_, data := r.get(at)
				return at != "" && strings.Contains(data, "\x01\x00\x00\xff")
			})

			write(t, dir, "layouts/footer.html", embedded("layouts/footer.html")+"<p>Dòng cuối</p>")
			r.until("/vi/", "a layout of one's own", has("<p>Dòng cuối</p>"))
			write(t, dir, "layouts/footer.html", embedded("layouts/footer.html")+"<p>Dòng cuối nữa</p>")
			r.until("/vi/", "a changed layout", has("<p>Dòng cuối nữa</p>"))
			must(os.Remove(full("layouts/footer.html")))
			r.until("/vi/", "no layout of one's own", lacks("Dòng cuối"))
			write(t, dir, "layouts/strings/vi.yaml", strings.Replace(embedded("layouts/strings/vi.yaml"), "name: Tiếng Việt", "name: Việt ngữ", 1))
			r.until("/vi/", "a string", has("Việt ngữ"))
			write(t, dir, "static/style.css", "/* mới */ .moi { order: 1 }")
			r.until("/vi/", "a style", func(status int, text string) bool {
				_, style := r.get(regexp.MustCompile(`/static/style\.[0-9a-f]+\.css`).FindString(text))
				return strings.Contains(style, ".moi { order: 1 }")
			})
			// Another branch: everything goes, and comes back.
			must(os.Rename(full("content"), full("content.other")))
			r.until(onePage, "no content", func(int, string) bool { return len(r.lines("/vi/")) > 0 })
			must(os.Rename(full("content.other"), full("content")))
			r.until(onePage, "content again", func(int, string) bool { return len(r.lines("/vi/")) == 0 })
			write(t, dir, one, strings.Replace(files[one], "đầu", "cuối cùng", 1))
			r.until(onePage, "a file saved after that", has("Nội dung cuối cùng"))
		})
	}
}

// TestBroken: what is wrong shows with the lines of check over the last good page,
// and is gone once it is mended; nothing ends the server.
func TestBroken(t *testing.T) {
	embedded := func(name string) string {
		b, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, c := range []struct {
		name, file, broken, mended, rule string
	}{
		{"an article", one, "---\ntitle: [\n---\n", files[one], "[yaml-syntax]"},
		{"a link", one, files[one] + "\n[x](y.vi.md)\n", files[one], "[link-broken]"},
		{"the settings", "config.yaml", "title: [", files["config.yaml"], "[yaml-syntax]"},
		{"no settings", "config.yaml", "", files["config.yaml"], "[key-missing]"},
		{"the committees", "content/committees.yaml", "- id: x\n", files["content/committees.yaml"], "[key-missing]"},
		{"a layout", "layouts/article.html", "{{if}}", embedded("layouts/article.html"), "[layout-broken]"},
		{"a layout that breaks when it is used", "layouts/article.html", "{{define \"x\"}}{{end}}{{index .Page.Crumbs 99}}", embedded("layouts/article.html"), "[layout-broken]"},
		{"the strings", "layouts/strings/vi.yaml", "name: x\n", embedded("layouts/strings/vi.yaml"), "[key-missing]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := newFolder(t)
			r := run(t, optionsFor(dir))
			write(t, dir, c.file, c.mended) // a file of one's own, as good as the embedded one
			r.until(onePage, "all is well", has("Nội dung đầu"))
			_, before := r.get(onePage)
			write(t, dir, c.file, c.broken)
			problems, err := generator.Check(optionsFor(dir).Site)
			if err != nil {
				t.Fatal(err)
			}
			want := errorLines(problems, nil) // a check finds nothing wrong with what only a page can tell
			r.until(onePage, "broken, as check says", func(int, string) bool {
				lines := r.lines(onePage)
				return slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, c.rule) }) && (len(want) == 0 || slices.Equal(lines, want))
			})
			status, now := r.get(onePage)
			if status != 200 || ownScript.ReplaceAllString(now, "") != ownScript.ReplaceAllString(before, "") {
				t.Errorf("the page behind is not the last good one: status %d\n%s", status, now)
			}
			write(t, dir, c.file, c.mended)
			r.until(onePage, "mended", func(int, string) bool { return len(r.lines(onePage)) == 0 })

			// And so it is when it is broken from the start.
			write(t, dir, c.file, c.broken)
			r = run(t, optionsFor(dir))
			status, now = r.get(onePage)
			if lines := r.lines(onePage); status != 503 || len(lines) == 0 || !ownScript.MatchString(now) {
				t.Errorf("broken from the start: status %d, %q\n%s", status, lines, now)
			}
			write(t, dir, c.file, c.mended)
			r.until(onePage, "mended after a broken start", has("Nội dung đầu"))
		})
	}
}

// TestNothingNew: a file that is saved as it was makes no new state, nor does what
// is no part of the bulletin.
func TestNothingNew(t *testing.T) {
	dir := newFolder(t)
	s := still(t, dir)
	before := s.state.Load()
	for _, suspects := range []content.Suspects{
		{Paths: []string{one}},
		{Paths: []string{one, "content/articles/mot.en.md", "layouts/article.html"}},
	} {
		s.update(suspects, time.Now(), diag.Text{})
		if s.state.Load() != before {
			t.Errorf("%v: a new state", suspects)
		}
	}
	write(t, dir, one, files[one]+"\nThêm.\n")
	s.update(content.Suspects{Paths: []string{one}}, time.Now(), diag.Text{})
	if s.state.Load() == before {
		t.Error("no new state for a changed file")
	}
}

// TestDigest: a page has another digest when it is another one, and not when its
// style is; the style's address is told apart.
func TestDigest(t *testing.T) {
	dir := newFolder(t)
	s := still(t, dir)
	look := func(at string) (page, style string) {
		var state struct {
			Page   string
			Styles map[string]string
		}
		if err := json.Unmarshal([]byte(body(t, ask(s, "/_bantin/state?path="+at, nil))), &state); err != nil {
			t.Fatal(err)
		}
		return state.Page, state.Styles["style.css"]
	}
	page, style := look("/vi/")
	write(t, dir, "static/style.css", "body{}")
	s.update(content.Suspects{Paths: []string{"static/style.css"}}, time.Now(), diag.Text{})
	restyled, otherStyle := look("/vi/")
	if page == "" || restyled != page || otherStyle == style {
		t.Errorf("after a style: page %q, was %q; style %q, was %q", restyled, page, otherStyle, style)
	}
	write(t, dir, one, strings.Replace(files[one], "Bài một", "Bài khác", 1))
	s.update(content.Suspects{Paths: []string{one}}, time.Now(), diag.Text{})
	if changed, _ := look("/vi/"); changed == page {
		t.Error("a page that shows another title has the same digest")
	}
	if r := ask(s, "/vi/", nil); !strings.Contains(body(t, r), otherStyle) {
		t.Error("the page does not have its new style")
	}
}

// TestEvents: a page is told at once what state there is, and then of each other.
func TestEvents(t *testing.T) {
	dir := newFolder(t)
	r := run(t, optionsFor(dir))
	answer, err := http.Get(r.url + "/_bantin/events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Errorf("Content-Type: %s", got)
	}
	states := make(chan string)
	go func() {
		defer close(states)
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if id, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				states <- id
			}
		}
	}()
	next := func() string {
		select {
		case id, ok := <-states:
			if ok {
				return id
			}
			t.Fatal("the stream has ended")
		case <-time.After(patience):
			t.Fatal("no event comes")
		}
		return ""
	}
	first := next()
	write(t, dir, one, files[one]+"\nThêm.\n")
	if second := next(); second == first {
		t.Errorf("the same state twice: %s", second)
	}
	// The end of the server is the end of the stream.
	if err := r.end(); err != nil {
		t.Error(err)
	}
	select {
	case _, ok := <-states:
		for ok {
			_, ok = <-states
		}
	case <-time.After(patience):
		t.Error("the stream does not end with the server")
	}
}

// TestManyPages: there is a limit to how many pages wait, and one that leaves makes
// room.
func TestManyPages(t *testing.T) {
	h := newHub()
	var all []chan struct{}
	for range maxClients {
		c, ok := h.join()
		if !ok {
			t.Fatalf("only %d may wait", len(all))
		}
		all = append(all, c)
	}
	if _, ok := h.join(); ok {
		t.Error("one too many may wait")
	}
	h.tell()
	h.tell() // nobody has taken the first yet, and this must not wait for them
	if len(all[0]) != 1 {
		t.Error("a page was not told")
	}
	h.leave(all[0])
	if _, ok := h.join(); !ok {
		t.Error("no room after one has left")
	}
	s := still(t, newFolder(t))
	for range maxClients {
		s.events.join()
	}
	if r := ask(s, "/_bantin/events", nil); r.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("status %d, want 503", r.StatusCode)
	}
}

// TestPortTaken: the error names a port that is free.
func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	opt := optionsFor(newFolder(t))
	opt.Addr = taken.Addr().String()
	err = Run(t.Context(), opt)
	if err == nil {
		t.Fatal("two listen on one port")
	}
	m := regexp.MustCompile(`^listen on ` + regexp.QuoteMeta(opt.Addr) + `: .*; try --addr (127\.0\.0\.1:\d+), which is free$`).FindStringSubmatch(err.Error())
	if m == nil || m[1] == opt.Addr {
		t.Errorf("the error is %q", err)
	}
}

func TestWrongAddress(t *testing.T) {
	for _, addr := range []string{"", "8080", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:99999", "http://127.0.0.1:8080/"} {
		opt := optionsFor(newFolder(t))
		opt.Addr = addr
		var wrong *AddrError
		if err := Run(t.Context(), opt); !errors.As(err, &wrong) {
			t.Errorf("%q: %v", addr, err)
		}
	}
}

func TestNoFolder(t *testing.T) {
	opt := optionsFor(filepath.Join(t.TempDir(), "none"))
	var misuse *generator.Misuse
	if err := Run(t.Context(), opt); !errors.As(err, &misuse) {
		t.Errorf("%v", err)
	}
}

// TestBrokenPage: what an editor typed does not become a part of the page.
func TestBrokenPage(t *testing.T) {
	page := brokenPage([]string{`content/<script>alert(1)</script>"&`})
	if bytes.Contains(page, []byte("<script>")) || !bytes.Contains(page, []byte("&lt;script&gt;")) {
		t.Errorf("%s", page)
	}
}
