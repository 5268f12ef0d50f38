package content

import (
	"net/url"
	"strings"
)

// The ways in which sites that keep repositories address a branch as it is shown
// and a file of it as it is edited. GitHub's words are within GitLab's, and so
// come last.
var repositoryForms = [...]struct{ shown, edited string }{
	{"/-/tree/", "/-/edit/"},    // GitLab
	{"/src/branch/", "/_edit/"}, // Gitea and Forgejo, and so Codeberg
	{"/tree/", "/edit/"},        // GitHub
}

// defaultBranch is edited where a repository's address names no branch. None of
// the sites edits HEAD.
const defaultBranch = "main"

// EditBase is what the address at which a file is edited begins with; the file's
// path follows. repository is an address as a browser shows it: of a repository,
// whose branch is then main, or of a branch, or of a folder in one. ok is false
// where it is not to be seen which of the sites that is.
func EditBase(repository string) (base string, ok bool) {
	repository = strings.TrimSuffix(strings.TrimSuffix(repository, "/"), ".git")
	for _, form := range repositoryForms {
		if project, branch, found := strings.Cut(repository, form.shown); found && branch != "" {
			return project + form.edited + branch + "/", true
		}
	}
	u, err := url.Parse(repository)
	if err != nil {
		return "", false
	}
	for label := range strings.SplitSeq(strings.ToLower(u.Hostname()), ".") {
		switch label {
		case "github":
			return repository + "/edit/" + defaultBranch + "/", true
		case "gitlab":
			return repository + "/-/edit/" + defaultBranch + "/", true
		case "codeberg", "gitea", "forgejo":
			return repository + "/_edit/" + defaultBranch + "/", true
		}
	}
	return "", false
}
