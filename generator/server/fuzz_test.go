package server

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"bantin/generator/render"
)

// FuzzRequest sends whatever a connection may bring. Only its own name is answered to,
// only reading is, only with what the bulletin publishes; every answer has the policy,
// none leads to another host and none tells of the disk.
func FuzzRequest(f *testing.F) {
	const host = "Host: 127.0.0.1:8080\r\n"
	for _, line := range []string{
		"GET / HTTP/1.1", "GET " + onePage + " HTTP/1.1", "GET " + strings.TrimSuffix(onePage, "/") + "?a=%0d%0ab HTTP/1.1", "HEAD /vi/ HTTP/1.0", "POST /vi/ HTTP/1.1", "GET //evil.example/ HTTP/1.1", "GET /%2f/evil.example HTTP/1.1",
		"GET /vi/..%2f..%2fconfig.yaml HTTP/1.1", "GET /../config.yaml HTTP/1.1", `GET /..\config.yaml HTTP/1.1`, "GET /vi/%00 HTTP/1.1", "GET http://evil.example/vi/ HTTP/1.1", "GET * HTTP/1.1", "OPTIONS * HTTP/1.1", "CONNECT a:1 HTTP/1.1",
		"GET /_bantin/state?path=/vi/ HTTP/1.1", "GET /_bantin/state?path=%25zz HTTP/1.1", "GET /_bantin/preview.js HTTP/1.1", "GET /_bantin/../config.yaml HTTP/1.1", "GET /vi/feed.xml HTTP/1.1", "GET /404.html HTTP/1.1", "GET /data/articles/2024.json HTTP/1.1",
	} {
		f.Add(line + "\r\n" + host + "\r\n")
		f.Add(line + "\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\r\n")
		f.Add(line + "\r\n" + host + "Range: bytes=0-1\r\nSec-Fetch-Site: cross-site\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
	}
	s := still(f, newFolder(f))
	f.Fuzz(func(t *testing.T, raw string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(raw)))
		if err != nil || strings.HasPrefix(r.URL.Path, own+"events") {
			return // which net/http answers, or which stays open
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		answer := w.Result()
		got := w.Body.String()
		switch {
		case !s.mine(r.Host) && answer.StatusCode != http.StatusMisdirectedRequest,
			s.mine(r.Host) && r.Method != http.MethodGet && r.Method != http.MethodHead && answer.StatusCode != http.StatusMethodNotAllowed:
			t.Errorf("%q is answered with %d", raw, answer.StatusCode)
		}
		switch answer.StatusCode {
		case 200, 307, 400, 403, 404, 405, 421:
		default:
			t.Errorf("%q is answered with %d", raw, answer.StatusCode)
		}
		if answer.StatusCode == 200 && !strings.HasPrefix(r.URL.Path, own) {
			if _, ok := s.state.Load().edition.Lookup(r.URL.Path); !ok {
				t.Errorf("%q is answered", raw)
			}
		}
		if to := answer.Header.Get("Location"); to != "" {
			u, err := url.Parse(to)
			if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\r\n") || strings.Contains(u.Path, `\`) {
				t.Errorf("%q is sent on to %q", raw, to)
			}
		}
		for key, want := range map[string]string{"Content-Security-Policy": render.Policy, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Access-Control-Allow-Origin": ""} {
			if answer.Header.Get(key) != want {
				t.Errorf("%q: %s is %q", raw, key, answer.Header.Get(key))
			}
		}
		if strings.Contains(got, s.opt.Site.Dir) || strings.HasPrefix(answer.Header.Get("Content-Type"), "text/") && !utf8.ValidString(got) {
			t.Errorf("%q is answered with %.200q", raw, got)
		}
	})
}
