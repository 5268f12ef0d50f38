package content

import "testing"

func TestEditBase(t *testing.T) {
	for _, test := range []struct{ repository, want string }{
		{"https://github.com/owner/name", "https://github.com/owner/name/edit/main/"},
		{"https://github.com/owner/name/", "https://github.com/owner/name/edit/main/"},
		{"https://github.com/owner/name.git", "https://github.com/owner/name/edit/main/"},
		{"https://GitHub.com/owner/name", "https://GitHub.com/owner/name/edit/main/"},
		{"https://github.example.org/owner/name", "https://github.example.org/owner/name/edit/main/"},
		{"https://github.com/owner/name/tree/trunk", "https://github.com/owner/name/edit/trunk/"},
		{"https://github.com/owner/name/tree/trunk/site/", "https://github.com/owner/name/edit/trunk/site/"},
		{"https://gitlab.com/group/sub/name", "https://gitlab.com/group/sub/name/-/edit/main/"},
		{"https://git.example/group/name/-/tree/master", "https://git.example/group/name/-/edit/master/"},
		{"https://codeberg.org/owner/name", "https://codeberg.org/owner/name/_edit/main/"},
		{"https://gitea.example/owner/name", "https://gitea.example/owner/name/_edit/main/"},
		{"https://forgejo.example/owner/name", "https://forgejo.example/owner/name/_edit/main/"},
		{"https://git.example/owner/name/src/branch/main/site", "https://git.example/owner/name/_edit/main/site/"},
		{"https://git.example/owner/name", ""},
		{"https://git.example/owner/name/tree/", ""},
		{"https://notgithub.example/owner/name", ""},
		{"", ""},
	} {
		got, ok := EditBase(test.repository)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%q: %q, %v, want %q", test.repository, got, ok, test.want)
		}
	}
}
