package render

import (
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"bantin/generator/diag"
)

// circles reports the layouts that use themselves whatever the page, by themselves or
// by way of others: they would write until the memory is full. One that does so under
// a condition may end, as a tree does that is written branch by branch.
func circles(layouts fs.FS, all *template.Template) diag.List {
	trees := map[string]*parse.Tree{}
	for _, t := range all.Templates() {
		if t.Tree != nil {
			trees[t.Name()] = t.Tree
		}
	}
	var problems diag.List
	var path []string // that is being followed
	done := map[string]bool{}
	var follow func(name string)
	follow = func(name string) {
		done[name] = true
		path = append(path, name)
		for _, use := range always(trees[name].Root) {
			switch at := slices.Index(path, use.Name); {
			case at >= 0:
				problems = append(problems, circle(layouts, trees[name], use, path[at:]))
			case !done[use.Name] && trees[use.Name] != nil:
				follow(use.Name)
			}
		}
		path = path[:len(path)-1]
	}
	for _, name := range slices.Sorted(maps.Keys(trees)) {
		if !done[name] {
			follow(name)
		}
	}
	return problems
}

// always are the layouts that one uses under no condition.
func always(list *parse.ListNode) (uses []*parse.TemplateNode) {
	for _, n := range list.Nodes {
		if use, ok := n.(*parse.TemplateNode); ok {
			uses = append(uses, use)
		}
	}
	return uses
}

// circle is the problem of a use that leads back to where path begins.
func circle(layouts fs.FS, tree *parse.Tree, use *parse.TemplateNode, path []string) diag.Problem {
	err := diag.Failf("this layout uses itself under no condition, and would write without end")
	if len(path) > 1 {
		err = diag.Failf("these layouts use each other under no condition, and would write without end: %s", strings.Join(append(slices.Clone(path), path[0]), " → "))
	}
	return placed(layouts, tree, use, err, diag.Sayf("take %s out, or put it between {{if …}} and {{end}}", use.String()))
}
