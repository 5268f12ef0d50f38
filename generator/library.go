package generator

import "bantin/generator/content"

// Library reads a site's folder for a command that adds to it. What is wrong with
// the content is in the Library's problems, and but for those that are [Blocking]
// stops nobody from adding more. The error is that the folder cannot be read at all.
func Library(opt Options) (*content.Library, error) {
	w, err := open(opt)
	if err != nil {
		return nil, err
	}
	defer w.close()
	return content.Load(w.folder, w.layouts, w.static, w.memo), nil
}
