package browser

import (
	"compress/gzip"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"strings"
)

// Handler answers as a usual server of static files does: index.html for a folder,
// 404.html for what is not there, texts compressed, and the policy as header.
func Handler(dir fs.FS, policy string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, status := strings.TrimPrefix(r.URL.Path, "/"), http.StatusOK
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, err := fs.ReadFile(dir, name)
		if err != nil {
			name, status = "404.html", http.StatusNotFound
			if data, err = fs.ReadFile(dir, name); err != nil {
				http.NotFound(w, r)
				return
			}
		}
		head := w.Header()
		kind := mime.TypeByExtension(path.Ext(name))
		if kind == "" {
			kind = http.DetectContentType(data)
		}
		head.Set("Content-Type", kind)
		head.Set("Content-Security-Policy", policy)
		head.Set("Cache-Control", "max-age=600")
		if !compressed(kind) || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			w.WriteHeader(status)
			w.Write(data) // whoever has gone away does not want it
			return
		}
		head.Set("Content-Encoding", "gzip")
		w.WriteHeader(status)
		// The fastest and least is what nginx does by itself.
		z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
		if err != nil {
			panic("internal error: " + err.Error())
		}
		z.Write(data)
		z.Close()
	})
}

// compressed reports whether servers compress that kind of file.
func compressed(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "javascript")
}

// Serve begins to answer on a free port of this machine and gives the address,
// without a slash at its end, and what ends it.
func Serve(h http.Handler) (address string, end func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: h}
	go server.Serve(listener) // its error is that it was closed
	return "http://" + listener.Addr().String(), func() { server.Close() }, nil
}
