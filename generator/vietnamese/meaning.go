package vietnamese

import "strings"

// meanings are the English words, one or several, that a Vietnamese one may stand for
// where somebody writes it in the place of a key or of one of few values; without
// marks and without what parts its syllables.
var meanings = map[string][]string{
	"tieude": {"title"}, "daude": {"title"}, "tua": {"title"}, "tomtat": {"summary"}, "trichyeu": {"summary"},
	"ngay": {"date"}, "ngaydienra": {"date"}, "thoigian": {"date"}, "denngay": {"until"}, "ngayketthuc": {"until"},
	"tungay": {"from"}, "ngaybatdau": {"from"}, "ngaydang": {"published"}, "ngayxuatban": {"published"}, "capnhat": {"updated"}, "ngaycapnhat": {"updated"},
	"capuy": {"committee"}, "dangbo": {"committee"}, "danguy": {"committee"}, "tochuc": {"committee"},
	"daihoi": {"congress", "congresses"}, "hoinghi": {"conference", "plenum"}, "hoinghibanchaphanh": {"plenum"}, "hoinghibch": {"plenum"},
	"nhiemky": {"term"}, "nhiemki": {"term"}, "lienquan": {"also"}, "theloai": {"kind"}, "loai": {"kind"}, "loaibai": {"kind"},
	"so": {"number"}, "sohieu": {"number"}, "sokyhieu": {"number"}, "vanban": {"documents"}, "coquanbanhanh": {"issuer"}, "quanhe": {"relation"},
	"tacgia": {"author"}, "nguoiviet": {"author"}, "anh": {"image", "photos"}, "hinhanh": {"image", "photos"}, "nguoichup": {"photos"}, "tacgiaanh": {"photos"},
	"tep": {"src"}, "mota": {"alt", "description"}, "chuthich": {"caption"}, "nguon": {"source"}, "diachi": {"url", "base_url"}, "lienket": {"url"},
	"nguoidich": {"translator"}, "bandichcua": {"translation_of"}, "diachicu": {"aliases"}, "tenkhac": {"aliases"}, "nhap": {"draft"}, "bannhap": {"draft"},
	"trinhdon": {"menu"}, "ma": {"id"}, "ten": {"name", "title"}, "tengon": {"short"}, "tentat": {"short"}, "cap": {"level"},
	"captren": {"parent"}, "kethua": {"successors"}, "ngonngu": {"languages"}, "muigio": {"time_zone"}, "giaodien": {"theme"}, "noidung": {"text"},
	"nghiquyet": {"resolution"}, "chithi": {"directive"}, "kehoach": {"plan"}, "thongbao": {"notice"}, "tin": {"news"}, "tintuc": {"news"},
	"trunguong": {"central"}, "tinh": {"province"}, "thanhpho": {"province"}, "khoi": {"bloc"}, "huyen": {"district"}, "quan": {"district"},
	"xa": {"commune"}, "phuong": {"commune"}, "coquan": {"agency"}, "coso": {"grassroots"}, "chibo": {"grassroots"},
}

// Meant is the English word among some known ones that a Vietnamese word most likely
// stands for, as tieude, tieu_de and Tiêu đề stand for title; ok is false where it is
// none of them.
func Meant(word string, known []string) (meant string, ok bool) {
	folded := strings.Map(func(r rune) rune {
		if r == ' ' || r == '_' || r == '-' {
			return -1
		}
		return r
	}, Fold(word))
	for _, m := range meanings[folded] {
		for _, k := range known {
			if k == m {
				return k, true
			}
		}
	}
	return "", false
}
