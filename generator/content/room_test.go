package content

import (
	"bytes"
	"errors"
	"testing"
	"testing/fstest"
)

// TestRoom: large files come one after the other into the same memory, and what cannot be
// read is told to whoever wanted to use it.
func TestRoom(t *testing.T) {
	large := func(c byte) *fstest.MapFile { return &fstest.MapFile{Data: bytes.Repeat([]byte{c}, largeFile+1)} }
	site := fstest.MapFS{"a": large('a'), "b": large('b'), "small": {Data: []byte("s")}}
	var room Room
	var first *byte
	read := func(name string) (got []byte) {
		t.Helper()
		err := room.read(site, name, maxMediaBytes, func(data []byte, err error) error {
			got = data
			return err
		})
		if err != nil || !bytes.Equal(got, site[name].Data) {
			t.Fatalf("%s: %d bytes, %v", name, len(got), err)
		}
		return got
	}
	first = &read("a")[0]
	if &read("small")[0] == first {
		t.Error("a small file waits for the room")
	}
	if &read("b")[0] != first {
		t.Error("a second large file has memory of its own")
	}
	for name, want := range map[string]error{"a": errTooLarge, "none": nil} {
		err := room.read(site, name, largeFile, func(data []byte, err error) error { return err })
		if err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
