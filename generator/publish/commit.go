package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"syscall"

	"bantin/generator/diag"
)

// Commit publishes what was written. After an error the folder holds the old
// site, unless the error says that it was being updated file by file; the caller
// then calls Abort.
func (t *Tree) Commit() (Report, error) {
	t.mu.Lock()
	err, done := t.err, t.done
	t.mu.Unlock()
	switch {
	case done:
		return Report{}, errors.New("internal error: commit after the end of the build")
	case err != nil:
		return Report{}, err
	}
	report, err := t.commit()
	if err != nil {
		err = diag.Failf("publish to %s: %w", t.shown, err)
		t.mu.Lock()
		t.err = err
		t.mu.Unlock()
		return Report{}, err
	}
	return report, nil
}

// commit reads the maps without the lock: no Write is running.
func (t *Tree) commit() (Report, error) {
	report := Report{Files: len(t.files), Bytes: t.bytes, Atomic: true}
	lines, same, err := t.lines(&report)
	if err != nil {
		return report, err
	}
	text := manifestText(lines)
	if err := fits(len(lines), len(text)); err != nil {
		return report, err
	}
	if same && string(text) == string(t.old.text) {
		// Nothing to do is done best by doing nothing: the folder itself, too,
		// stays the one that a server or a shell may have open.
		t.finish(&report, t.discard())
		return report, nil
	}
	var s survey
	if t.exists {
		if err := t.ops.writable(t.dir); err != nil {
			return report, readOnly(err)
		}
		if s, err = t.surveyOld(&report); err != nil {
			return report, err
		}
	}
	if t.inPlace == nil {
		if err := t.exchange(lines, text); err != nil {
			return report, err
		}
	}
	if t.inPlace != nil {
		if err := t.commitInPlace(s, lines, text); err != nil {
			return report, err
		}
		report.Atomic = false
		report.Notes = append(report.Notes, diag.Sayf("%s was updated file by file, since it cannot be exchanged in one step: %v", t.shown, t.inPlace))
		t.finish(&report, t.discard())
		return report, nil
	}
	// From here on the new site is published, and nothing is a failure.
	var kept []string
	if t.exists {
		kept, err = t.sweep(&t.old, t.tree, t.dir, s, false)
	}
	if err == nil {
		err = errors.Join(t.inner.discard(&t.ops), t.setAside(&t.staging, kept))
	}
	t.finish(&report, err)
	return report, nil
}

// readOnly is the error of a folder that this user may not change.
func readOnly(err error) error {
	if !isOneOf(err, []error{fs.ErrPermission, syscall.EROFS}) {
		return err
	}
	return diag.Failf("the site is as it was, since this user may not write to it; give that right (chmod -R u+w, where the folder is this user's), or choose another --out: %w", err)
}

// lines are what the manifest is to say, in its order, and counts them in the report.
// same says that every file was published before as it is now.
func (t *Tree) lines(report *Report) (lines []line, same bool, err error) {
	same = t.exists
	lines = make([]line, 0, len(t.files))
	for name, f := range t.files {
		lines = append(lines, line{name, f.imprint, f})
		switch f.fate {
		case pending:
			return nil, false, fmt.Errorf("internal error: commit while %s is being written", name)
		case kept, copied:
			report.Unchanged++
		default:
			report.Written++
		}
		same = same && f.fate == kept
	}
	return sorted(lines), same, nil
}

// sorted sorts lines, on two cores.
func sorted(lines []line) []line {
	half := len(lines) / 2
	a, b := lines[:half], lines[half:]
	var wg sync.WaitGroup
	wg.Go(func() { slices.SortFunc(a, line.compare) })
	slices.SortFunc(b, line.compare)
	wg.Wait()
	out := make([]line, 0, len(lines))
	for len(a) > 0 && len(b) > 0 {
		if a[0].compare(b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// surveyOld looks at what was published before, counts what will be removed of it, and
// makes sure that what others have put there is kept.
func (t *Tree) surveyOld(report *Report) (survey, error) {
	s, err := t.ops.survey(t.dir, t.old.files, func(name string, e fs.DirEntry) bool {
		return t.isOurs(name) || t.isSystems(name, e)
	})
	if err != nil {
		return s, err
	}
	if err := t.disown(&s); err != nil {
		return s, err
	}
	for _, f := range s.ours {
		if !isIn(t.files, f.name) {
			report.Removed++
		}
	}
	if err := t.refuseCollision(s); err != nil {
		return s, err
	}
	t.noteLinks(s)
	if t.inPlace == nil && !t.ops.exchanges {
		t.inPlace = errNoExchange
	}
	if t.inPlace == nil {
		return s, t.carry(s)
	}
	return s, nil
}

// commitInPlace updates the published folder file by file, as t.inPlace says that it must.
func (t *Tree) commitInPlace(s survey, lines []line, text []byte) error {
	if err := t.ops.sync(t.tree); err != nil {
		return err
	}
	if err := t.verify(lines); err != nil {
		return err
	}
	begun, err := t.update(s, lines, text)
	switch {
	case err != nil && !begun && !isOneOf(err, []error{fs.ErrPermission, syscall.EROFS}):
		return diag.Failf("the site is as it was: it can neither be exchanged in one step (%w) nor updated file by file: %w", t.inPlace, err)
	case err != nil && !begun:
		return diag.Failf("the site is as it was: it can neither be exchanged in one step (%w) nor updated file by file; give this user the right to write to it and to the folder above it, or choose another --out: %w", t.inPlace, err)
	case err != nil:
		return diag.Failf("the site may be updated in part, since it cannot be exchanged in one step (%w); build again: %w", t.inPlace, err)
	}
	return nil
}

// disown reads the files of a survey that are about to go, and lets those of them
// be ours no more that are not as a build wrote them. Those that are kept are in
// the new site as well, whoever wrote them.
func (t *Tree) disown(s *survey) error {
	return t.separate(s, &t.old, t.dir, func(name string) (inode uint64, linked bool, err error) {
		if f := t.files[name]; f != nil {
			return f.inode, f.fate == kept, nil
		}
		return 0, false, nil
	})
}

// separate finds out which files of a survey are ours, by their bytes but for
// those of which linked says that the new site has the very file.
func (t *Tree) separate(s *survey, m *manifest, root string, linked func(name string) (inode uint64, linked bool, err error)) error {
	ours := make([]bool, len(s.ours))
	err := parallel(len(s.ours), func(i int) (err error) {
		f := &s.ours[i]
		f.seen.inode, f.linked, err = linked(f.name)
		ours[i] = true
		if err != nil || f.linked {
			return err
		}
		var sum imprint
		f.seen, sum, err = t.imprintAt(within(root, f.name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it is gone already
		}
		ours[i] = m.has(f.name, sum)
		return err
	})
	if err != nil {
		return err
	}
	var still []owned
	for i, f := range s.ours {
		if ours[i] {
			still = append(still, f)
		} else {
			s.foreign = append(s.foreign, entry{name: f.name, edited: true})
		}
	}
	s.ours = still
	return nil
}

// verify holds the new tree against what was written to it: each file is there and
// is as it was placed.
func (t *Tree) verify(lines []line) error {
	return parallel(len(lines), func(i int) error {
		l := &lines[i]
		if l.placed.fate == kept && t.inPlace != nil {
			return nil
		}
		return t.verifyOne(l.name, l.placed)
	})
}

// verifyOne finds the very file that was placed, which nobody has written to since.
// One that seems to be another is read: some network file systems give a file its
// time when it is closed, and some a new number whenever they feel like it.
func (t *Tree) verifyOne(name string, f *placed) error {
	file := within(t.tree, name)
	is, err := t.ops.look(file)
	if err == nil && is.regular && is.size == f.imprint.size && is.modified == f.modified && is.inode == f.inode {
		return nil
	}
	var sum imprint
	if err == nil {
		_, sum, err = t.imprintAt(file)
	}
	if err == nil && sum != f.imprint {
		err = errors.New("it is not as it was written")
	}
	if err != nil {
		return diag.Failf("%s was changed while it was being made, by another program or a failing disk: %s: %w", t.tree, name, err)
	}
	return nil
}

// exchange completes the new tree and puts it in dir's place, or sets inPlace if
// that cannot be.
func (t *Tree) exchange(lines []line, manifest []byte) error {
	// Last, so that the tree of a build that was killed has a manifest only if
	// it is complete.
	list, err := t.place(manifestName, manifest, len(t.old.text) > 0)
	if err != nil {
		return err
	}
	list.imprint = imprintOf(manifest)
	if t.exists && t.modes {
		if err := t.ops.chmod(t.tree, t.root.Mode()); err != nil {
			return err
		}
	}
	if err := t.ops.sync(t.tree); err != nil {
		return err
	}
	if err := errors.Join(t.verify(lines), t.verifyOne(manifestName, &list)); err != nil {
		return err
	}
	if !t.exists {
		return t.ops.rename(t.tree, t.dir)
	}
	err = t.ops.exchange(t.tree, t.dir)
	if isOneOf(err, cannotExchange) {
		t.inPlace = err
		return nil
	}
	return err
}

// cannotExchange are the errors that say that two folders cannot be exchanged here. Any
// other is of a disk that fails, which must not be written to file by file.
var cannotExchange = []error{
	errors.ErrUnsupported, // ENOSYS, ENOTSUP
	syscall.EINVAL,        // the file system does not know how
	syscall.EBUSY,         // a mount point
	syscall.EXDEV,         // a bind mount
	fs.ErrPermission,      // the folder above is not ours
}

// errNoExchange is why nothing is exchanged on Windows.
var errNoExchange = diag.Failf("this system cannot do that")

func isOneOf(err error, list []error) bool {
	return slices.ContainsFunc(list, func(one error) bool { return errors.Is(err, one) })
}

// finish ends the build; what could not be cleaned up is noted, and is removed
// by the next build.
func (t *Tree) finish(report *Report, err error) {
	report.Notes = append(report.Notes, t.notes...)
	if err != nil {
		err = errors.Join(err, t.staging.release(&t.ops), t.inner.release(&t.ops))
		what := diag.Sayf("files of the last build are left in %s, which the next build removes if it can: %v", t.staging.path, err)
		if errors.Is(err, fs.ErrPermission) {
			what = diag.Sayf("files of the last build are left in %s, which this user may not remove: let whoever may do so remove that folder: %v", t.staging.path, err)
		}
		report.Notes = append(report.Notes, what)
	}
	t.done = true
}

// Abort gives up the build: the old site stays, the staging folder goes. After
// Commit has published, it does nothing.
func (t *Tree) Abort() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return nil
	}
	t.done = true
	err := t.discard()
	for _, p := range slices.Backward(t.parents) {
		// A folder that somebody uses by now is not empty, and stays.
		_ = t.ops.rmdir(p)
	}
	return err
}

// discard removes what the build has beside the site, and gives up its lock.
func (t *Tree) discard() error {
	return errors.Join(t.inner.discard(&t.ops), t.staging.discard(&t.ops))
}
