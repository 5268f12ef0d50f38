package server

import (
	"fmt"
	"net/http"
	"sync"
	"time"
)

// maxClients is how many pages may wait for events at once. A browser shows far
// fewer, since a page that nobody looks at lets go.
const maxClients = 64

// A hub is the pages that wait for events.
type hub struct {
	mu      sync.Mutex
	clients map[chan struct{}]bool
}

func newHub() *hub { return &hub{clients: map[chan struct{}]bool{}} }

// join adds a page, unless there are too many.
func (h *hub) join() (news chan struct{}, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.clients) >= maxClients {
		return nil, false
	}
	news = make(chan struct{}, 1)
	h.clients[news] = true
	return news, true
}

func (h *hub) leave(news chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.clients, news)
}

// tell tells every page that there is something new. One that has not yet taken
// the last news will find both at once.
func (h *hub) tell() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// heartbeat is how often a page that waits is written to, so that one that has
// gone away is found out.
const heartbeat = 20 * time.Second

// wait is the stream of server-sent events: the id of the state, at once and each
// time that it changes.
func (s *server) wait(w http.ResponseWriter, r *http.Request) {
	news, ok := s.events.join()
	if !ok {
		w.Header().Set("Retry-After", "10")
		plain(w, http.StatusServiceUnavailable, "too many pages are open")
		return
	}
	defer s.events.leave(news)
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	c := http.NewResponseController(w)
	write := func(event string, args ...any) bool {
		c.SetWriteDeadline(time.Now().Add(10 * time.Second))
		_, err := fmt.Fprintf(w, event, args...)
		return err == nil && c.Flush() == nil
	}
	// The request has been read; what limits its reading is not to end the stream.
	c.SetReadDeadline(time.Time{})
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	if !write("retry: 1000\ndata: %s\n\n", s.state.Load().id) {
		return
	}
	for {
		select {
		case <-news:
			if !write("data: %s\n\n", s.state.Load().id) {
				return
			}
		case <-beat.C:
			if !write(":\n\n") {
				return
			}
		case <-r.Context().Done():
			return
		case <-s.ended:
			return
		}
	}
}
