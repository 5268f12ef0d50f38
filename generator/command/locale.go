//go:build !windows

package command

// systemLocale is what the system says where no variable does: nothing, here.
func systemLocale() string { return "" }
