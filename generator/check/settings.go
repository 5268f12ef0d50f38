package check

import (
	"errors"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/images"
)

// settings: a colour that can be read, a repository that can be edited, and
// languages that say the same things.
func (c *checker) settings() {
	cfg := &c.lib.Config
	if ratio, nearest, enough := content.AccentContrast(cfg.Accent); !enough {
		c.problems.Errorf(cfg.At("theme.accent"), "accent-contrast", "the colour %s has a contrast of %.1f with light paper, and text needs 4.5", cfg.Accent, ratio).
			Hintf("choose a darker one, as %q", nearest)
	}
	if _, ok := content.EditBase(cfg.Repository); !ok && cfg.Repository != "" {
		c.problems.Warnf(cfg.At("repository"), "repository-unknown", "it is not to be seen how files are edited at %s, so pages have no link for it", cfg.Repository).
			Hintf("write the address of the branch as the browser shows it: …/tree/main (as GitHub), …/-/tree/main (GitLab) or …/src/branch/main (Gitea, Forgejo)")
	}
	c.cover()
	for _, l := range c.lib.Locales {
		for _, other := range c.lib.Locales {
			if missing := l.Missing(other); len(missing) > 0 {
				c.problems.Errorf(diag.Pos{File: "layouts/strings/" + l.Tag + ".yaml"}, "strings-missing", "there is no text for %s", strings.Join(missing, ", ")).
					Hintf("translate them from layouts/strings/%s.yaml", other.Tag)
			}
		}
	}
}

// cover: the picture that stands for pages without one is there, and is one.
func (c *checker) cover() {
	cfg := &c.lib.Config
	_, err := c.lib.Cover()
	var refused *images.Refusal
	switch {
	case errors.As(err, &refused):
		p := c.problems.Errorf(cfg.At("image"), refused.Rule, "")
		p.Message, p.Hint = refused.Message, refused.Hint
	case errors.Is(err, content.ErrCoverKind):
		c.problems.Errorf(cfg.At("image"), images.RuleKind, "not everybody who shows a link with a picture shows one of the kind of %q", cfg.Image).
			Hintf("save it as JPEG or PNG")
	case err != nil:
		p := c.problems.Errorf(cfg.At("image"), "picture-missing", "there is no picture %q", cfg.Image).
			Hintf("name a file of static/ or content/, as static/share.png")
		if !c.may(content.ConfigFile) {
			return
		}
		if near, ok := c.nearest(content.ConfigFile, cfg.Image, c.lib.Covers()); ok {
			p.Hintf("did you mean %q?", near)
		}
	}
}
