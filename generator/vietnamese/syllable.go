package vietnamese

import (
	"slices"
	"strings"
	"unicode"
)

// onsets are the ways in which a syllable can begin, beside with its vowel. The
// longer come first, since the rest is what is looked up.
var onsets = strings.Fields("ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x")

// rimes are the ways in which a syllable can end, without tones.
var rimes = func() map[string]bool {
	set := map[string]bool{}
	for _, rime := range strings.Fields(`
		a ac ach ai am an ang anh ao ap at au ay
		ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
		e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
		i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
		o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
		oc oe oen oeo oet oi om on ong ooc oong op ot
		ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
		u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt
		uơ up ut uy uya uych uyên uyêt uynh uyn uyp uyt uyu
		ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
		y ych yêm yên yêng yêt yêu ynh yt`) {
		set[rime] = true
	}
	return set
}()

// isSyllable reports whether a word, in lower case and composed, is built as a
// Vietnamese syllable is: an onset, a rime, at most one tone, and of the tones
// only sắc and nặng before a final c, ch, p or t. It need not be a word of the
// language; what it serves for is that text in another language or another
// encoding seldom is built so.
func isSyllable(word string) bool {
	const longest = len("nghiêng")
	if word == "" || len(word) > longest+len("ế")-len("ê") {
		return false
	}
	tones, t := 0, ngang
	plain := make([]rune, 0, longest)
	for _, r := range word {
		if base, own, ok := splitTone(r); ok {
			if own != ngang {
				tones++
				t = own
			}
			r = base
		} else if unicode.IsUpper(r) {
			return false
		}
		plain = append(plain, r)
	}
	if tones > 1 {
		return false
	}
	s := string(plain)
	if strings.HasSuffix(s, "c") || strings.HasSuffix(s, "ch") || strings.HasSuffix(s, "p") || strings.HasSuffix(s, "t") {
		if t != sac && t != nang {
			return false
		}
	}
	if rimes[s] {
		return true
	}
	// More than one onset may fit: gì is g and ì, già is gi and à.
	return slices.ContainsFunc(onsets, func(onset string) bool {
		rime, ok := strings.CutPrefix(s, onset)
		return ok && rimes[rime]
	})
}
