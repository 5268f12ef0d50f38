// Package browser looks at a published bulletin as its readers do, in a headless
// Chromium. It takes the address of a page and gives what a browser makes of it:
// what it loads, what it complains of, what is where, what a key does, and a
// picture. Serve stands in for a usual web server.
//
// It is for the tests beside it and for the command that makes the pictures of the
// README (pictures). No other package may import it: whoever builds or reads a
// bulletin needs no browser.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Variable is the environment variable that names the browser's program, where it
// is not one of the usual names.
const Variable = "CHROMIUM"

// Find is the path of the browser's program. The error says what to install.
func Find() (string, error) {
	if named := os.Getenv(Variable); named != "" {
		return exec.LookPath(named)
	}
	for _, name := range []string{
		"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("find Chromium: install it (Debian's package is called chromium) or name its program in %s", Variable)
}

// A Browser is a running Chromium, with a profile that nothing has been kept in.
type Browser struct {
	ctx   context.Context // its first tab, which stays empty
	close func()
}

// Start starts the program at a path.
func Start(path string) (*Browser, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		// The pages are our own, and where tests run there is often no sandbox to have.
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		// A page that is gone back to is loaded again, so that its end can be waited for.
		chromedp.Flag("disable-features", "Translate,BackForwardCache,MediaRouter,OptimizationHints"),
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("disable-smooth-scrolling", true),
	)
	alloc, closeAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeTab := chromedp.NewContext(alloc)
	b := &Browser{ctx, func() { closeTab(); closeAlloc() }}
	if err := chromedp.Do(ctx); err != nil {
		b.close()
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return b, nil
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() { b.close() }

// Tab opens a tab. It shares nothing with other tabs, neither a cache nor a focus.
// One goroutine at a time may use it.
func (b *Browser) Tab() (*Tab, error) {
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t := &Tab{ctx: ctx, close: cancel}
	err := chromedp.Do(ctx)
	if err == nil {
		err = chromedp.Listen(ctx, t.hear)
	}
	if err == nil {
		_, err = chromedp.Call(ctx, audits.Enable, cdp.Empty{})
	}
	if err == nil {
		// Each tab believes that it is the one in front.
		_, err = chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	}
	if err != nil {
		cancel()
		return nil, fmt.Errorf("open a tab: %w", err)
	}
	return t, nil
}
