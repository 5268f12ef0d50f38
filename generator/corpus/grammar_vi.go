package corpus

import (
	"fmt"

	"bantin/generator/calendar"
)

// vietnameseGrammar is the Vietnamese of the originals: some four hundred words
// and compounds of the subject, the commonest first in each slot, and a tail of
// syllables that are seldom met, in the names of places.
func vietnameseGrammar() grammar {
	g := grammar{
		decimal: ',',
		day: func(d calendar.Date) string {
			return fmt.Sprintf("%d/%d/%04d", d.Day, d.Month, d.Year)
		},
		name: func(c *committee) string { return c.vi },
	}
	names(&g)
	g.slots['s'] = phrases(`
{t}, {a} {c}, {c} {g}.
{a} {c}; {c}; đồng thời {c} {g}.
{t}, {K} tổ chức {e} về {n}, có {#} {u} tới dự.
Theo đó, {a} tập trung {c} và {c}, coi đây là {N} {j} của cả nhiệm kỳ {T}.
Tại {e}, {u} đã thảo luận, làm rõ {n}, {n} và {n}, từ đó {c}.
Phát biểu tại {e}, đồng chí {p}, {o}, đề nghị {a} {c}, nhất là {n}.
Bên cạnh đó, {a} còn {c} và {c}, từng bước {c} {g}.
Năm {Y}, có {%} {u} hoàn thành {N}, tăng {%} so với năm trước; {#} {u} được khen thưởng.
Về hạn chế, {n} còn chậm, {n} chưa {j}, một số {u} chưa chủ động {c}.
Kết luận {e}, {o} {p} ghi nhận {n}, đồng thời yêu cầu {a} {c} {g}.
Cùng với {n}, {a} thường xuyên {c}, kịp thời {c}.
Đến nay, {#} {u} ở {P} đã {c}, đạt {%} kế hoạch, trong đó {P} dẫn đầu về {N}.
Qua kiểm tra {#} {u}, {a} chỉ rõ {n} và hướng dẫn {u} {c}.
Nhờ {c}, {n} ngày càng {j}, {n} được {v}, đời sống {u} ở {P} từng bước nâng lên.
Trong thời gian tới, {a} tiếp tục {c}, {c}, phấn đấu đạt {%} {N} đã đề ra.
Đồng chí {p} cho rằng {n} phải gắn với {n}, tránh hình thức, và giao {a} {c}.
Một trong những {N} {j} là {n}; vì vậy {u} cần {c} ngay từ {t}.
{u} ở {P} mong muốn {a} sớm {c}, quan tâm {n} và {v} {n}.
Sau {#} ngày làm việc, {e} thống nhất {#} chỉ tiêu, {#} nhóm giải pháp về {n} {g}.
Mô hình {N} {j} tại {P} được {u} đánh giá cao, {a} chủ trương nhân rộng {g}.
Cũng trong dịp này, {a} trao quà cho {#} {u} có hoàn cảnh khó khăn ở {P}.
{o} {p} cảm ơn {u} đã đồng hành, chia sẻ và mong {u} tiếp tục {c}.`)
	g.citation = []string{
		"Thực hiện {d} về {n}, {a} đã {c} {g}.",
		"Căn cứ {d}, {a} xây dựng kế hoạch {c}, phân công {a} {c}.",
		"Nội dung của {d} được {u} nghiên cứu, tập trung vào {n} và {n}.",
		"{e} quán triệt {d}, trong đó nhấn mạnh yêu cầu {c} {g}.",
	}
	g.linking = []string{
		"Trước đó, bản tin đã đưa bài {l}, nêu rõ {n}.",
		"Kết quả này nối tiếp những việc đã làm, xem {l}.",
		"Bạn đọc có thể xem lại {l} để hiểu thêm về {n}.",
	}
	g.slots['c'] = phrases(`
{v} {n} | {v} và {v} {n} | {v} {N}, {N} {j} | {v} {n} {k} | chủ động {v} {n} | {v} {n} ở {P} | kịp thời {v} {N} cho {u}`)
	g.slots['n'] = phrases(`
{N} | {N} {j} | {N} và {N} | {N} của {u} | {N} {j} ở {P} | {N} trong {u} | {N} về {N}`)
	g.slots['k'] = phrases(`
có hiệu quả | một cách {j} | đúng tiến độ | theo kế hoạch | từ cơ sở | ngay từ đầu năm | theo từng quý | sát thực tế | có trọng tâm, trọng điểm | đến từng chi bộ`)
	g.slots['g'] = phrases(`
nhằm {v} {N} | góp phần {v} {n} | để {v} {N} {j} | gắn với {N} | phục vụ {N} của {P} | theo hướng {j}, {j} | trên cơ sở {v} {N} | đáp ứng yêu cầu {N}`)
	g.slots['t'] = phrases(`
sáng {D} | chiều {D} | ngày {D} | thời gian qua | trong quý I | trong quý II | trong quý III | sáu tháng đầu năm {Y} | đầu nhiệm kỳ {T} | những tháng cuối năm {Y} | sau {#} tháng triển khai | vừa qua | trong tuần | từ đầu năm {Y} đến nay`)
	g.slots['a'] = phrases(`
{K} | Ban Thường vụ | Ban Chấp hành | các chi bộ | cấp ủy các cấp | các đảng bộ cơ sở | Ban Tổ chức | Ủy ban Kiểm tra | Ban Tuyên giáo | các cơ quan, đơn vị | Ban Dân vận | Văn phòng | Mặt trận Tổ quốc | các đoàn thể | Hội Nông dân | Đoàn Thanh niên | Hội Phụ nữ | Liên đoàn Lao động | Hội Cựu chiến binh | Thường trực cấp ủy | tổ soạn thảo | đoàn kiểm tra | người đứng đầu | tổ công tác | ban chỉ đạo | Trung tâm Chính trị | các doanh nghiệp | chính quyền địa phương | các phòng, ban | lực lượng vũ trang`)
	g.slots['v'] = phrases(`
thực hiện | triển khai | nâng cao | xây dựng | đẩy mạnh | tăng cường | lãnh đạo | chỉ đạo | tổ chức | phát huy | quán triệt | đổi mới | tuyên truyền | học tập | kiểm tra | giám sát | đánh giá | hoàn thiện | bảo đảm | củng cố | rà soát | phối hợp | tham mưu | phát triển | khắc phục | bổ sung | thống nhất | hướng dẫn | theo dõi | tổng kết | sơ kết | kiện toàn | bồi dưỡng | đào tạo | giữ vững | quy hoạch | thông qua | ban hành | điều chỉnh | đôn đốc | biểu dương | sắp xếp | tinh gọn | cụ thể hóa | ngăn chặn | đấu tranh | giải quyết | huy động | mở rộng | chuẩn bị | khảo sát | phổ biến | lồng ghép | tiếp thu | nhân rộng | số hóa | công khai | phân công | luân chuyển | chấn chỉnh`)
	g.slots['N'] = phrases(`
nghị quyết | nhiệm vụ chính trị | công tác xây dựng Đảng | kế hoạch | chương trình hành động | chất lượng sinh hoạt | tổ chức cơ sở đảng | phát triển kinh tế | cải cách hành chính | công tác cán bộ | chuyển đổi số | chỉ tiêu | giải pháp | an sinh xã hội | quốc phòng, an ninh | trách nhiệm nêu gương | xây dựng nông thôn mới | kỷ luật, kỷ cương | năng lực lãnh đạo | công tác dân vận | phong trào thi đua | văn kiện | công tác tư tưởng | đạo đức công vụ | quy chế dân chủ | báo cáo chính trị | nguồn nhân lực | công tác kiểm tra | vai trò lãnh đạo | đoàn kết nội bộ | tinh thần trách nhiệm | quy hoạch cán bộ | chuyên đề | hiệu lực quản lý | mô hình | giảm nghèo bền vững | bảo vệ môi trường | kết cấu hạ tầng | giáo dục và đào tạo | chăm sóc sức khỏe | thu hút đầu tư | kinh tế tập thể | du lịch | nông nghiệp công nghệ cao | khối đại đoàn kết | công tác nhân sự | phòng, chống tham nhũng | thực hành tiết kiệm | tiếp công dân | dịch vụ công trực tuyến | giải phóng mặt bằng | vốn đầu tư công | thủ tục hành chính | đời sống văn hóa | an toàn giao thông | phòng, chống thiên tai | kinh tế số | khoa học và công nghệ | bản sắc văn hóa | công tác tổ chức | sinh hoạt chuyên đề | hồ sơ đảng viên | điểm nghẽn | lề lối làm việc | tác phong công tác | nhận thức | niềm tin | thu ngân sách | xuất khẩu | rừng và đất rừng | nước sạch | chính sách dân tộc | tài liệu học tập | lịch sử đảng bộ | báo cáo chuyên đề | kinh phí | quy trình | cơ chế phối hợp | đề án | thi hành kỷ luật`)
	g.slots['j'] = phrases(`
hiệu quả | trọng tâm | thiết thực | cụ thể | toàn diện | đồng bộ | vững mạnh | kịp thời | bền vững | nghiêm túc | quan trọng | sâu rộng | rõ nét | chặt chẽ | thường xuyên | đột phá | sáng tạo | phù hợp | trong sạch | công khai, minh bạch | lâu dài | thực chất | quyết liệt | linh hoạt | chủ yếu | gương mẫu | tiêu biểu | cấp bách | hiện đại | khả thi | tích cực | thống nhất | bài bản | thông suốt`)
	g.slots['u'] = phrases(`
cán bộ, đảng viên | đại biểu | đảng viên | chi bộ | người dân | tổ chức đảng | đoàn viên, hội viên | cán bộ chủ chốt | hộ gia đình | công chức, viên chức | bí thư chi bộ | thanh niên | đảng viên mới | nông dân | người lao động | học viên | cấp ủy viên | phụ nữ | doanh nghiệp | thôn, bản | cựu chiến binh | trưởng thôn | học sinh | hợp tác xã | báo cáo viên`)
	g.slots['e'] = phrases(`
hội nghị | đại hội | buổi làm việc | hội nghị tổng kết | hội nghị trực tuyến | phiên họp | lớp bồi dưỡng | hội nghị sơ kết | buổi tọa đàm | kỳ họp | hội thảo | lễ phát động | buổi đối thoại | lễ kỷ niệm | đợt sinh hoạt chính trị | cuộc giao ban | buổi tiếp xúc | lễ trao huy hiệu | ngày hội`)
	g.slots['o'] = phrases(`
Bí thư | Phó Bí thư | Phó Bí thư Thường trực | Trưởng Ban Tổ chức | Chủ nhiệm Ủy ban Kiểm tra | Trưởng Ban Tuyên giáo | Ủy viên Ban Thường vụ | Chánh Văn phòng | Trưởng Ban Dân vận | Chủ tịch Mặt trận | Bí thư Đoàn | Chủ tịch Hội Nông dân | Giám đốc Trung tâm | Bí thư chi bộ`)
	g.slots['P'] = phrases(`
địa phương | cơ sở | toàn đảng bộ | xã {x} {x} | thôn {x} {x} | các xã vùng cao | huyện {x} {x} | khu dân cư | các khu công nghiệp | bản {x} {x} | xã {x} | vùng ven biển | phường {x} {x} | cụm {x} | hồ {x} {x} | cầu {x}`)
	g.slots['x'] = phrases(`{X}{R}`)
	g.slots['X'] = phrases(`Th | Ph | L | Đ | H | Tr | B | N | V | T | M | C | S | Kh | Ch | D | X | R | Nh | Ng | G | Gi`)
	g.slots['R'] = phrases(`
ạnh | ương | ung | ơn | ôn | ong | uận | ạch | ượng | ân | át | ọc | ũng | âm | uông | ăn | ạc | ước | ôm | oan | ựu | ốc | ăng | ợp | uôi | ấp | ang | ợi | ông | ám | ồi | út | ao | ầu | ành | ụm | ắc | ơm | âu | ói | ưng | ảng | ột | ươm | ửng | ậm | uốc | óp | ằn | ỏi | ười | ẵng | ớt | ồm | ụp | ựng | õng | oát | ặt | uộm`)
	g.slots['H'] = phrases(`
{K} {v} {N}
{K} tổ chức {e} về {N}
{e} {v} {N} của {K}
{a} {v} {N} {j}
{v} {N}, {v} {N} {j}
{e} Ban Chấp hành {K}
{#} năm {v} {N} ở {P}
{a} {P} {v} {N}
Khi {u} {v} {N}
{K}: {N} {j}
“{N}” và {N} {j}`)
	g.slots['h'] = phrases(`
nhiệm kỳ {T} | năm {Y} | nhằm {v} {N} | gắn với {N} {j} | tại {P} | theo hướng {j} | và {v} {N} | trong {u} | góp phần {v} {N} | giai đoạn {T} | ngay từ cơ sở`)
	g.slots['z'] = phrases(`
{v} {N} | Những kết quả bước đầu | {N} {j} | Nhiệm vụ thời gian tới | Khó khăn và {N} | {N} ở {P} | Bài học về {N} | Từ {N} đến {N}`)
	g.slots['B'] = phrases(`Báo {x} {x} | Đài {x} {x} | Báo Tin {x} | Cổng thông tin {x} {x} | Tạp chí {x} | Bản tin {x} {x}`)
	return g
}

// names are the slots of people's names, which both languages write alike.
func names(g *grammar) {
	g.slots['p'] = phrases(`{S} {M} {G}`)
	g.slots['S'] = phrases(`Nguyễn | Trần | Lê | Phạm | Hoàng | Phan | Vũ | Đặng | Bùi | Đỗ | Hồ | Ngô | Dương | Lý | Nông | Triệu | Lương | Vi | Hà | Mai | Đinh | Trịnh`)
	g.slots['M'] = phrases(`Văn | Thị | Đức | Hữu | Minh | Quang | Thanh | Ngọc | Xuân | Công | Đình | Thu | Mạnh | Tiến | Duy | Khánh | Hồng | Bích`)
	g.slots['G'] = phrases(`
Hùng | Lan | Dũng | Hương | Tuấn | Hà | Sơn | Nga | Thắng | Hoa | Cường | Thủy | Long | Mai | Hải | Phương | Nam | Hạnh | Bình | Liên | Quân | Yến | Kiên | Tâm | Trung | Vân | Đạt | Loan | Khoa | Ngân | Phúc | Trang | Việt | Thảo | Vinh | Oanh | Lâm | Nhung | Hiếu | Xuyến | Toàn | Duyên | Tùng | Thơm | Khải | Quỳnh | Nghĩa | Huế | Chiến | Thoa`)
}
