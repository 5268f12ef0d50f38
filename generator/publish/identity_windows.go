package publish

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// identity is the number of a folder and the moment at which it was made, of which the
// system counts 10 million a second.
func identity(folder string) (string, error) {
	fail := func(err error) (string, error) {
		return "", &os.PathError{Op: "lstat", Path: folder, Err: err}
	}
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return fail(err)
	}
	const shared = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	// The flags: a folder may be opened, and a link is not followed.
	const flags = windows.FILE_FLAG_BACKUP_SEMANTICS | windows.FILE_FLAG_OPEN_REPARSE_POINT
	h, err := windows.CreateFile(name, 0, shared, nil, windows.OPEN_EXISTING, flags, 0)
	if err != nil {
		return fail(err)
	}
	defer windows.CloseHandle(h)
	var is windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(h, &is); err != nil {
		return fail(err)
	}
	const kind = windows.FILE_ATTRIBUTE_DIRECTORY | windows.FILE_ATTRIBUTE_REPARSE_POINT
	if is.FileAttributes&kind != windows.FILE_ATTRIBUTE_DIRECTORY {
		return fail(windows.ERROR_DIRECTORY)
	}
	return fmt.Sprintf("%d.%d-%d", is.FileIndexHigh, is.FileIndexLow, is.CreationTime.Nanoseconds()), nil
}
