package server

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"bantin/generator/render"
)

// A caller is a connection to a running server.
type caller struct {
	t *testing.T
	net.Conn
	read *bufio.Reader
}

func (r *running) call() *caller {
	r.t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(patience))
	return &caller{r.t, c, bufio.NewReader(c)}
}

// send writes a request, in which HOST stands for the server's own name.
func (c *caller) send(raw string) {
	c.t.Helper()
	raw = strings.ReplaceAll(raw, "HOST", c.RemoteAddr().String())
	if _, err := io.WriteString(c, strings.ReplaceAll(raw, "\n", "\r\n")); err != nil {
		c.t.Fatal(err)
	}
}

// answer reads an answer, without its body.
func (c *caller) answer() *http.Response {
	c.t.Helper()
	answer, err := http.ReadResponse(c.read, nil)
	if err != nil {
		c.t.Fatal("no answer: ", err)
	}
	return answer
}

// TestConnections: what comes over a connection is answered at once, whatever it is,
// by the rules of every answer.
func TestConnections(t *testing.T) {
	r := run(t, optionsFor(newFolder(t)))
	for _, c := range []struct {
		name, raw string
		status    int
	}{
		{"its own name", "GET /vi/ HTTP/1.1\nHost: HOST\n\n", 200},
		{"an old browser", "GET /vi/ HTTP/1.0\nHost: HOST\n\n", 200},
		{"no name", "GET /vi/ HTTP/1.0\n\n", 421},
		{"an empty name", "GET /vi/ HTTP/1.1\nHost:\n\n", 421},
		{"a name with a dot at its end", "GET /vi/ HTTP/1.1\nHost: localhost.\n\n", 421},
		{"a number for an address", "GET /vi/ HTTP/1.1\nHost: 2130706433\n\n", 421},
		{"a target that names its own server", "GET http://HOST/vi/ HTTP/1.1\nHost: evil.example\n\n", 200},
		{"a target that names another server", "GET http://evil.example/vi/ HTTP/1.1\nHost: HOST\n\n", 421},
		{"the server as a whole", "OPTIONS * HTTP/1.1\nHost: HOST\n\n", 405},
		{"the server as a whole, by another name", "OPTIONS * HTTP/1.1\nHost: evil.example\n\n", 421},
		{"a way to elsewhere", "CONNECT HOST HTTP/1.1\nHost: HOST\n\n", 405},
		{"out of the folder", "GET /vi/%2e%2e/%2e%2e/config.yaml HTTP/1.1\nHost: HOST\n\n", 404},
		{"out of the folder, the other way", "GET /..%5cconfig.yaml HTTP/1.1\nHost: HOST\n\n", 404},
		{"another host as a path", "GET //evil.example/vi HTTP/1.1\nHost: HOST\n\n", 404},
		{"a long path", "GET /" + strings.Repeat("a%2f", 3000) + " HTTP/1.1\nHost: HOST\n\n", 404},
		{"a body that never comes", "GET /vi/ HTTP/1.1\nHost: HOST\nContent-Length: 10\n\n", 400},
		{"a body without an end", "GET /vi/ HTTP/1.1\nHost: HOST\nTransfer-Encoding: chunked\n\n", 400},
		{"a body that never comes, for events", "GET /_bantin/events HTTP/1.1\nHost: HOST\nContent-Length: 10\n\n", 400},
		{"a body that never comes, to write", "POST /vi/ HTTP/1.1\nHost: HOST\nContent-Length: 10\n\n", 405},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := &running{t: t, url: r.url}
			call := r.call()
			call.send(c.raw)
			answer := call.answer()
			if answer.StatusCode != c.status {
				t.Errorf("status %d, want %d", answer.StatusCode, c.status)
			}
			if got := answer.Header.Get("Content-Security-Policy"); got != render.Policy {
				t.Errorf("the policy is %q", got)
			}
		})
	}
}

// TestPipelined: requests that come together are answered one after the other.
func TestPipelined(t *testing.T) {
	r := run(t, optionsFor(newFolder(t)))
	c := r.call()
	paths := []string{"/vi/", "/nirgends/", onePage, "/en/"}
	for _, at := range paths {
		c.send("GET " + at + " HTTP/1.1\nHost: HOST\n\n")
	}
	for _, at := range paths {
		answer := c.answer()
		got, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if _, want := r.get(at); string(got) != want {
			t.Errorf("%s is answered with %.200q", at, got)
		}
	}
}

// TestManyStreams: of pages that wait, only so many do, also such as never read; when
// they have gone there is room for others, and the server goes on all the while.
func TestManyStreams(t *testing.T) {
	dir := newFolder(t)
	r := run(t, optionsFor(dir))
	const events = "GET /_bantin/events HTTP/1.1\nHost: HOST\n\n"
	var waiting []*caller
	status := map[int]int{}
	for range maxClients + 6 {
		c := r.call()
		c.send(events)
		status[c.answer().StatusCode]++
		waiting = append(waiting, c)
	}
	if status[200] != maxClients || status[503] != 6 {
		t.Errorf("the answers are %v", status)
	}
	for i := range 20 {
		write(t, dir, one, strings.Replace(files[one], "đầu", fmt.Sprint("thứ ", i), 1))
		r.until(onePage, "an edit, while others do not read", has(fmt.Sprint("Nội dung thứ ", i)))
	}
	for _, c := range waiting {
		c.Close()
	}
	r.until("/_bantin/state?path=/vi/", "room for others", func(int, string) bool {
		c := r.call()
		defer c.Close()
		c.send(events)
		return c.answer().StatusCode == 200
	})
}

// TestReachable: it is told whether others than this machine may reach the server.
func TestReachable(t *testing.T) {
	for addr, want := range map[string]bool{"127.0.0.1:0": false, "localhost:0": false, "0.0.0.0:0": true, ":0": true} {
		opt := optionsFor(newFolder(t))
		opt.Addr = addr
		if got := run(t, opt).first.Reachable; got != want {
			t.Errorf("%s: reachable is %t", addr, got)
		}
	}
}
