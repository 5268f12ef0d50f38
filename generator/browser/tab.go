package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take for one act. Nothing here takes a tenth of
// it; it is there so that a page that never ends loading is an error.
const patience = 30 * time.Second

// A Tab is a tab of a Browser.
type Tab struct {
	ctx   context.Context
	close func()
	world runtime.ExecutionContextID // of our own scripts in the page
	still bool                       // pages run no scripts

	mu  sync.Mutex
	log Log
}

// A Log is what a page did since it was opened.
type Log struct {
	Requests   []string // the addresses that it asked for, its own first
	Failed     []string // what it asked for and did not get, with why
	Violations []string // of the content security policy
	Errors     []string // in the console
	Dialogs    []string // that it opened; each was dismissed
	Bytes      int      // received in all, with the heads of the answers, as they were compressed
}

// A View is how a page is shown. The zero value of all but Width and Height is the
// usual: light, on a screen, a dot a pixel.
type View struct {
	Width, Height int     // of the window, in CSS pixels
	Dots          float64 // of the screen in a pixel; 0 is 1
	Dark          bool
	Print         bool // as paper shows it, on a page of Width
	LargeText     bool // the reader's setting for the size of text is 200 %
	Bare          bool // without scroll bars, for pictures
}

// Close closes the tab.
func (t *Tab) Close() { t.close() }

func (t *Tab) hear(event any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		t.log.Requests = append(t.log.Requests, e.Request.URL)
	case *network.EventLoadingFailed:
		if !e.Canceled {
			t.log.Failed = append(t.log.Failed, fmt.Sprintf("%s: %s%s", e.Type, e.ErrorText, e.BlockedReason))
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 && e.Type != network.ResourceTypeDocument {
			t.log.Failed = append(t.log.Failed, fmt.Sprintf("%s: status %d", e.Response.URL, e.Response.Status))
		}
	case *network.EventLoadingFinished:
		t.log.Bytes += int(e.EncodedDataLength)
	case *audits.EventIssueAdded:
		if csp := e.Issue.Details.ContentSecurityPolicyIssueDetails; csp != nil {
			t.log.Violations = append(t.log.Violations, strings.TrimSpace(fmt.Sprintf("%s %s %s", csp.ViolatedDirective, csp.ContentSecurityPolicyViolationType, csp.BlockedURL)))
		}
	case *log.EventEntryAdded:
		// A page that is not there is asked for on purpose; other answers are in Failed.
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			t.log.Errors = append(t.log.Errors, e.Entry.Text)
		}
	case *page.EventJavascriptDialogOpening:
		t.log.Dialogs = append(t.log.Dialogs, e.Message)
		// The page stands still until then, and nothing can be waited for here.
		go t.within(func(ctx context.Context) error {
			_, err := chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
			return err
		})
	case *runtime.EventExceptionThrown:
		t.log.Errors = append(t.log.Errors, sayException(e.ExceptionDetails))
	}
}

// Log is what the page did since Open.
func (t *Tab) Log() Log {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.log
	l.Requests = append([]string(nil), l.Requests...)
	l.Failed = append([]string(nil), l.Failed...)
	l.Violations = append([]string(nil), l.Violations...)
	l.Errors = append([]string(nil), l.Errors...)
	l.Dialogs = append([]string(nil), l.Dialogs...)
	return l
}

// Open goes to an address and waits until the page has been loaded and drawn.
func (t *Tab) Open(url string) error {
	t.mu.Lock()
	t.log = Log{}
	t.mu.Unlock()
	if err := t.loading(chromedp.Navigate(url)); err != nil {
		return fmt.Errorf("open %s: %w", url, err)
	}
	return nil
}

// Back goes to the page before, as the button does.
func (t *Tab) Back() error { return t.loading(chromedp.NavigateBack()) }

// Follow presses a key that leads to another page, and waits for that.
func (t *Tab) Follow(key string) error {
	if err := t.loading(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.KeyEvent(key))(ctx, target)
		return err
	})); err != nil {
		return fmt.Errorf("press %q and wait for a page: %w", key, err)
	}
	return nil
}

// Press presses keys, one after the other; see package kb of chromedp for those
// that are no letters. Letters that are not on a keyboard are put in as they are.
func (t *Tab) Press(keys string) error {
	return t.within(func(ctx context.Context) error { return chromedp.Do(ctx, chromedp.KeyEvent(keys)) })
}

// loading does what makes a page load, and then makes room for our scripts in it.
// They see the page's elements and not its variables, and the content security
// policy is not asked about them.
func (t *Tab) loading(act chromedp.Action[chromedp.Void]) error {
	return t.within(func(ctx context.Context) error {
		if err := chromedp.Do(ctx, act); err != nil {
			return err
		}
		frames, err := chromedp.Call(ctx, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return err
		}
		world, err := chromedp.Call(ctx, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: frames.FrameTree.Frame.ID, WorldName: "looking"})
		if err != nil {
			return err
		}
		t.world = world.ExecutionContextID
		return t.settle()
	})
}

// settle waits until the page has been laid out and drawn. A page without scripts is
// laid out when it is asked about; it calls nobody back.
func (t *Tab) settle() error {
	if t.still {
		return nil
	}
	_, err := Eval[bool](t, `() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true))))`)
	return err
}

// Show shows the page another way. It holds for pages that are opened later too.
func (t *Tab) Show(v View) error {
	scheme, media, text := "light", "screen", int64(16)
	if v.Dark {
		scheme = "dark"
	}
	if v.Print {
		media = "print"
	}
	if v.LargeText {
		text = 32
	}
	return t.within(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(v.Width), Height: int64(v.Height), DeviceScaleFactor: max(v.Dots, 1),
		})
		if err == nil {
			_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Media: media,
				Features: []*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: scheme},
					{Name: "prefers-reduced-motion", Value: "reduce"}, // so that what is asked is where it ends
				},
			})
		}
		if err == nil {
			_, err = chromedp.Call(ctx, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: text, Fixed: text * 13 / 16}})
		}
		if err == nil {
			_, err = chromedp.Call(ctx, emulation.SetScrollbarsHidden, emulation.SetScrollbarsHiddenParams{Hidden: v.Bare})
		}
		if err == nil && t.world != 0 {
			err = t.settle()
		}
		return err
	})
}

// Scripts lets pages that are opened from now on run their scripts, or not. Eval
// works all the same, but for functions that wait for something.
func (t *Tab) Scripts(on bool) error {
	t.still = !on
	return t.within(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

// Cache lets pages that are opened from now on use what others have loaded, or not.
func (t *Tab) Cache(on bool) error {
	return t.within(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: !on})
		return err
	})
}

// Picture is what the window shows, as PNG.
func (t *Tab) Picture() (png []byte, err error) {
	err = t.within(func(ctx context.Context) error {
		shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{})
		png = shot.Data
		return err
	})
	return png, err
}

// within does something with the tab and does not wait for ever.
func (t *Tab) within(do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(t.ctx, patience)
	defer cancel()
	return do(ctx)
}

// Eval gives what a function of JavaScript answers, which may be a promise. Its
// arguments, and the answer, go through JSON.
func Eval[T any](t *Tab, function string, args ...any) (T, error) {
	var answer T
	given := make([]string, len(args))
	for i, a := range args {
		b, err := json.Marshal(a)
		if err != nil {
			return answer, err
		}
		given[i] = string(b)
	}
	yes := true
	err := t.within(func(ctx context.Context) error {
		got, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{
			Expression: "(" + function + ")(" + strings.Join(given, ", ") + ")",
			ContextID:  t.world, ReturnByValue: &yes, AwaitPromise: &yes,
		})
		switch {
		case err != nil:
			return err
		case got.ExceptionDetails != nil:
			return fmt.Errorf("run a script in the page: %s", sayException(got.ExceptionDetails))
		}
		return json.Unmarshal(got.Result.Value, &answer)
	})
	return answer, err
}

// Load runs a script in the world of our own scripts, for Eval to use what it
// defines. It is gone with the page.
func (t *Tab) Load(script string) error {
	return t.within(func(ctx context.Context) error {
		got, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: script + "\n;0", ContextID: t.world})
		if err == nil && got.ExceptionDetails != nil {
			err = fmt.Errorf("load a script: %s", sayException(got.ExceptionDetails))
		}
		return err
	})
}

// Before runs a script in each page that is opened from now on, ahead of the page's
// own and in the same world.
func (t *Tab) Before(script string) error {
	return t.within(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	})
}

func sayException(e *runtime.ExceptionDetails) string {
	if e.Exception != nil && e.Exception.Description != "" {
		return e.Exception.Description
	}
	return e.Text
}
