package corpus

import "fmt"

// A file is one of those that every bulletin has one of.
type file struct {
	path  string // in the site's folder, with slashes
	bytes []byte
}

// fixedFiles are the settings, the register, the announcements and the page.
func (p *plan) fixedFiles() []file {
	lastYear := p.FirstYear + p.Years - 1
	return []file{
		{"config.yaml", []byte(config)},
		{"content/committees.yaml", committeesYAML(p.register)},
		{"content/announcements.yaml", fmt.Appendf(nil, announcements, p.FirstYear, lastYear, lastYear, lastYear)},
		{"content/pages/gioi-thieu.vi.md", []byte(aboutVietnamese)},
		{"content/pages/gioi-thieu.en.md", []byte(aboutEnglish)},
	}
}

const config = `base_url: https://ban-tin.example/
title: {vi: Bản tin thử, en: Trial Bulletin}
description:
  vi: Một bản tin được đặt ra để đo tốc độ, không thuật lại việc gì có thật.
  en: A bulletin made up to measure speed, which reports nothing real.
languages: [vi, en]
time_zone: Asia/Ho_Chi_Minh
feed_items: 20
recent_items: 50
feedback: toa-soan@ban-tin.example
untranslated: list
`

// announcements takes the first year and the last, and the last twice more.
const announcements = `- text:
    vi: Bản tin này được đặt ra để thử, mọi tên người và tên đất đều không có thật.
    en: This bulletin is made up for trials, and every name in it is invented.
  from: %04d-01-01
  until: %04d-12-31
- text:
    vi: Mời bạn đọc góp ý cho các dự thảo văn kiện.
    en: Readers are invited to comment on the drafts.
  from: %04d-03-01
  until: %04d-04-30
  url: https://gop-y.example/
`

const aboutVietnamese = `---
title: Giới thiệu
menu: 10
---

Bản tin này do một chương trình viết ra, từ đầu đến cuối.

## Để làm gì

Để đo xem dựng một bản tin lớn mất bao lâu, và để so hai lần dựng với nhau.
`

const aboutEnglish = `---
title: About
menu: 10
---

A program wrote this bulletin, from beginning to end.

## What it is for

To measure how long a large bulletin takes to build, and to compare one build with another.
`
