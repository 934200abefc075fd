//! Texts in the layouts in use, made for these tests, and what is in them.

/// A text, and a line for each paragraph and speaker of it in the notation of the test.
pub(crate) type Sample = (&'static str, &'static [&'static str]);

/// All of them.
pub(crate) const SAMPLES: &[Sample] = &[
    (
        "Interview with Ana Reyes\n\
     Date: 12 May 2021\n\
     Duration: 00:45:12\n\
     Interviewer: Ben Okoro\n\
     \n\
     00:00:03\n\
     BO: So, how did it begin?\n\
     \n\
     00:00:07\n\
     AR: Well -- it began by accident. (laughs) I said: \"go\", and they went.",
        &[
            "0 - | L{Interview with Ana Reyes} L{Date: 12 May 2021} L{Duration: 00:45:12} L{Interviewer: Ben Okoro}",
            "1 - | T{00:00:03=3000}",
            "2 BO | S{BO:} So how did it begin",
            "3 BO | T{00:00:07=7000}",
            "4 AR | S{AR:} Well it began by accident D{(laughs)} I said go and they went",
        ],
    ),
    (
        "Q. Did you see the vessel?\n\
     A. Yes, I did.\n\
     Q. When?\n\
     A. At 5:30 in the morning.",
        &[
            "0 Q | S{Q.} Did you see the vessel",
            "1 A | S{A.} Yes I did",
            "2 Q | S{Q.} When",
            "3 A | S{A.} At 5:30 in the morning",
        ],
    ),
    (
        "A. First we go north.\n\
     B. Then we go south.",
        &["0 - | A First we go north", "1 - | B Then we go south"],
    ),
    (
        "0:00\n\
     hello everyone\n\
     0:03\n\
     and welcome\n\
     0:05\n\
     to the show it's 5:30 now\n\
     1:02:03\n\
     the end",
        &[
            "0 - | T{0:00=0}",
            "1 - | hello everyone",
            "2 - | T{0:03=3000}",
            "3 - | and welcome",
            "4 - | T{0:05=5000}",
            "5 - | to the show it's 5:30 now",
            "6 - | T{1:02:03=3723000}",
            "7 - | the end",
        ],
    ),
    (
        "Speaker 1  00:03\n\
     Hello there.\n\
     \n\
     Speaker 2  00:05\n\
     Good day. It is 12:00 sharp.",
        &[
            "0 Speaker 1 | S{Speaker 1} T{00:03=3000} Hello there",
            "1 Speaker 2 | S{Speaker 2} T{00:05=5000} Good day It is 12:00 sharp",
        ],
    ),
    (
        "Ana Reyes   0:03\n\
     Hello there.\n\
     And more.\n\
     \n\
     Ben Okoro   0:05\n\
     Good day.",
        &[
            "0 Ana Reyes | S{Ana Reyes} T{0:03=3000} Hello there And more",
            "1 Ben Okoro | S{Ben Okoro} T{0:05=5000} Good day",
        ],
    ),
    (
        "[00:00:03] Ana: Hello there.\n\
     [00:00:05] Ben: Good day.",
        &[
            "0 Ana | T{[00:00:03]=3000} S{Ana:} Hello there",
            "1 Ben | T{[00:00:05]=5000} S{Ben:} Good day",
        ],
    ),
    (
        "[00:00:03.450] Ana Reyes\n\
     Hello there.\n\
     \n\
     [00:00:05.000] Ben Okoro\n\
     Good day.",
        &[
            "0 Ana Reyes | T{[00:00:03.450]=3450} S{Ana Reyes} Hello there",
            "1 Ben Okoro | T{[00:00:05.000]=5000} S{Ben Okoro} Good day",
        ],
    ),
    (
        "(00:00:03) Hello there. (00:00:05) Good day.",
        &["0 - | T{(00:00:03)=3000} Hello there T{(00:00:05)=5000} Good day"],
    ),
    (
        "1\n\
     00:00:01,000 --> 00:00:02,000\n\
     - Hello there.\n\
     - Good day.\n\
     \n\
     2\n\
     00:00:03,000 --> 00:00:04,000\n\
     It has 3 parts.",
        &[
            "0 - | L{1} T{00:00:01,000 --> 00:00:02,000=1000}",
            "1 - | S{-} Hello there",
            "2 - | S{-} Good day",
            "3 - | L{2} T{00:00:03,000 --> 00:00:04,000=3000} It has 3 parts",
        ],
    ),
    (
        "WEBVTT\n\
     \n\
     00:01.000 --> 00:02.000\n\
     <v Ana>Hello <i>there</i>.</v>",
        &[
            "0 - | L{WEBVTT}",
            "1 - | T{00:01.000 --> 00:02.000=1000}",
            "2 Ana | S{<v Ana>} Hello L{<i>} there L{</i>} L{</v>}",
        ],
    ),
    (
        "# The Harbour\n\
     \n\
     ## Part one\n\
     \n\
     **Ana Reyes:** Hello **very** much. See [our page](https://example.org/a) and *this*.\n\
     \n\
     **Ben:** \\[laughs\\] Good day. Press * 1.\n\
     \n\
     ---\n\
     \n\
     * first item\n\
     * second item\n\
     1. third item\n\
     \n\
     > quoted text\n\
     \n\
     [^1]: footnote",
        &[
            "0 - | L{# The Harbour}",
            "1 - | L{## Part one}",
            "2 Ana Reyes | S{**Ana Reyes:**} Hello very much See our page L{(https://example.org/a)} and this",
            "3 Ben | S{**Ben:**} D{\\[laughs\\]} Good day Press * 1",
            "4 Ben | L{---}",
            "5 Ben | first item second item 1 third item",
            "6 Ben | quoted text",
            "7 Ben | D{[^1]} footnote",
        ],
    ),
    (
        "ANA\n\
     Hello there.\n\
     \n\
     BEN\n\
     Good day.\n\
     \n\
     ANA\n\
     So.",
        &["0 ANA | S{ANA} Hello there", "1 BEN | S{BEN} Good day", "2 ANA | S{ANA} So"],
    ),
    (
        "Ana\n\
     Hello there.\n\
     \n\
     Ben\n\
     Good day.\n\
     \n\
     Ana\n\
     So.",
        &["0 Ana | S{Ana} Hello there", "1 Ben | S{Ben} Good day", "2 Ana | S{Ana} So"],
    ),
    (
        "Note: this is spoken.\n\
     He said: go.\n\
     Two things: one and two.",
        &["0 - | Note this is spoken", "1 - | He said go", "2 - | Two things one and two"],
    ),
    (
        "Moderator: Welcome. Remember: be kind.\n\
     \n\
     Remember: be kind. Please remember that.\n\
     \n\
     Maria: Thanks.\n\
     \n\
     Big News: we won. It was big news.",
        &[
            "0 Moderator | S{Moderator:} Welcome Remember be kind",
            "1 Moderator | Remember be kind Please remember that",
            "2 Maria | S{Maria:} Thanks",
            "3 Maria | Big News we won It was big news",
        ],
    ),
    (
        "Tim Cook -- Chief Executive Officer\n\
     \n\
     Thank you. Good day.\n\
     \n\
     Operator\n\
     \n\
     Your next question.\n\
     \n\
     Tim Cook -- Chief Executive Officer\n\
     \n\
     Right.",
        &[
            "0 Tim Cook | S{Tim Cook -- Chief Executive Officer}",
            "1 Tim Cook | Thank you Good day",
            "2 Operator | S{Operator}",
            "3 Operator | Your next question",
            "4 Tim Cook | S{Tim Cook -- Chief Executive Officer}",
            "5 Tim Cook | Right",
        ],
    ),
    (
        "TIM COOK, CEO: Thank you.\n\
     DR. REYES (on phone): Yes.\n\
     [Ana Reyes]: Hello.\n\
     [LAUGHTER]\n\
     [Laughter] So funny.\n\
     [Ana Reyes]: Again.",
        &[
            "0 TIM COOK | S{TIM COOK, CEO:} Thank you",
            "1 DR. REYES | S{DR. REYES (on phone):} Yes",
            "2 Ana Reyes | S{[Ana Reyes]:} Hello",
            "3 Ana Reyes | D{[LAUGHTER]}",
            "4 Ana Reyes | D{[Laughter]} So funny",
            "5 Ana Reyes | S{[Ana Reyes]:} Again",
        ],
    ),
    (
        "主持人：大家好。欢迎收听！\n\
     嘉宾：谢谢。2020年是好的。\n\
     主持人：（笑）好的。\n\
     他说：走吧。",
        &[
            "0 主持人 | S{主持人：} 大 家 好 欢 迎 收 听",
            "1 嘉宾 | S{嘉宾：} 谢 谢 2020 年 是 好 的",
            "2 主持人 | S{主持人：} D{（笑）} 好 的",
            "3 主持人 | 他 说 走 吧",
        ],
    ),
    (
        "田中：こんにちは。今日はAIの話です。\n\
     佐藤：はい、ﾃｽﾄです。\n\
     田中：[拍手] では。",
        &[
            "0 田中 | S{田中：} こ ん に ち は 今 日 は AI の 話 で す",
            "1 田中 | 佐 藤 は い ﾃ ｽ ﾄ で す",
            "2 田中 | S{田中：} D{[拍手]} で は",
        ],
    ),
    (
        "\u{a0}\u{a0}Ana:\u{a0}Hello\u{a0}there.\n\
     \u{a0}\n\
     Ben:\u{a0}Good\u{a0}day.",
        &["0 Ana | S{Ana:} Hello there", "1 Ben | S{Ben:} Good day"],
    ),
    (
        "ANA: Hello there. BEN: Good day. ANA: And so on. Note: no. BEN: Right.",
        &[
            "0 ANA | S{ANA:} Hello there",
            "1 BEN | S{BEN:} Good day",
            "2 ANA | S{ANA:} And so on Note no",
            "3 BEN | S{BEN:} Right",
        ],
    ),
    (
        ">> Hello there. >> Good day. >>> ANA: And now. a >> b",
        &["0 - | S{>>} Hello there S{>>} Good day", "0 ANA | S{>>>} S{ANA:} And now a b"],
    ),
    (
        "♪ Row, row, row your boat ♪\n\
     (SINGING) Gently down.\n\
     (bell rings)\n\
     (the stream was cold) I said (quietly) no (really).\n\
     {laughs} <laughs> *laughs* *really*",
        &[
            "0 - | D{♪} Row row row your boat D{♪}",
            "1 - | D{(SINGING)} Gently down",
            "2 - | D{(bell rings)}",
            "3 - | the stream was cold I said D{(quietly)} no really",
            "4 - | D{{laughs}} D{<laughs>} D{*laughs*} really",
        ],
    ),
    (
        "— Is it far?\n\
     — No, it isn't — far.\n\
     –Ja?\n\
     –Nein.",
        &["0 - | S{—} Is it far", "1 - | S{—} No it isn't far", "2 - | S{–} Ja", "3 - | S{–} Nein"],
    ),
    (
        "The Q&A on U.S. trade, i.e. $10.5 million (50%) at 12:00. 'Quoted' \"words\" 'em the '90s rock 'n' roll dogs' bones w- w-ell -- so—yes... and/or 3/4 C++ @ana #1 -5 +3 e-mail www.example.org/a?b=c a@b.org 1,000,000 l'été co\u{ad}operate می\u{200c}خواهم",
        &[
            "0 - | The Q&A on U.S. trade i.e. $10.5 million 50% at 12:00 Quoted words 'em the '90s rock n roll dogs' bones w- w-ell so yes and/or 3/4 C++ @ana #1 -5 +3 e-mail www.example.org/a?b=c a@b.org 1,000,000 l'été co\u{ad}operate می\u{200c}خواهم",
        ],
    ),
    (
        "MEETING TRANSCRIPT\n\
     Harbour Board -- Quarterly Meeting\n\
     4 May 2021\n\
     \n\
     Participants:\n\
     Ana Reyes, Chair\n\
     Ben Okoro, Treasurer\n\
     \n\
     [START OF RECORDING]\n\
     \n\
     Ana Reyes: Good morning.\n\
     \n\
     Page 1 of 3\n\
     Harbour Board -- Quarterly Meeting\n\
     \n\
     Ben Okoro: Thank you, Ana. The boats are\n\
     \n\
     Page 2 of 3\n\
     Harbour Board -- Quarterly Meeting\n\
     \n\
     in the harbour.\n\
     \n\
     *** END OF TRANSCRIPT ***",
        &[
            "0 - | L{MEETING TRANSCRIPT} L{Harbour Board -- Quarterly Meeting} L{4 May 2021}",
            "1 - | L{Participants:} L{Ana Reyes, Chair} L{Ben Okoro, Treasurer}",
            "2 - | D{[START OF RECORDING]}",
            "3 Ana Reyes | S{Ana Reyes:} Good morning",
            "4 Ana Reyes | L{Page 1 of 3} L{Harbour Board -- Quarterly Meeting}",
            "5 Ben Okoro | S{Ben Okoro:} Thank you Ana The boats are",
            "6 Ben Okoro | L{Page 2 of 3} L{Harbour Board -- Quarterly Meeting}",
            "7 Ben Okoro | in the harbour",
            "8 Ben Okoro | L{*** END OF TRANSCRIPT ***}",
        ],
    ),
    (
        "#00:00:03-5# Ana: Hello there. #00:00:05-1#\n\
     #00:00:06-0# Ben: Good day.",
        &[
            "0 Ana | T{#00:00:03-5#=3000} S{Ana:} Hello there T{#00:00:05-1#=5000}",
            "1 Ben | T{#00:00:06-0#=6000} S{Ben:} Good day",
        ],
    ),
    (
        "GOOD MORNING EVERYONE. THE PRESIDENT SAID: WE GO.\n\
     NOTE: BRING WATER.\n\
     >> ANA: THANK YOU.\n\
     >> BEN: YOU ARE WELCOME.",
        &[
            "0 - | GOOD MORNING EVERYONE THE PRESIDENT SAID WE GO",
            "1 - | NOTE BRING WATER",
            "2 ANA | S{>>} S{ANA:} THANK YOU",
            "3 BEN | S{>>} S{BEN:} YOU ARE WELCOME",
        ],
    ),
    (
        "ANA (CONT'D)\n\
     Hello there.\n\
     \n\
     BEN\n\
     (quietly)\n\
     Good day.\n\
     \n\
     ANA (CONT'D)\n\
     So.",
        &[
            "0 ANA | S{ANA (CONT'D)} Hello there",
            "1 BEN | S{BEN} D{(quietly)} Good day",
            "2 ANA | S{ANA (CONT'D)} So",
        ],
    ),
    (
        "Mark: Hello there, Will.\n\
     Will: Good day. You will see the mark.\n\
     Mark: Will do.",
        &[
            "0 Mark | S{Mark:} Hello there Will",
            "1 Will | S{Will:} Good day You will see the mark",
            "2 Mark | S{Mark:} Will do",
        ],
    ),
    (
        "INTERVIEWER: How old are you?\n\
     INTERVIEWEE: [inaudible 00:00:12] nine.\n\
     male voice: Stop!\n\
     [Man 2]: No.",
        &[
            "0 INTERVIEWER | S{INTERVIEWER:} How old are you",
            "1 INTERVIEWEE | S{INTERVIEWEE:} D{[inaudible 00:00:12]} nine",
            "2 male voice | S{male voice:} Stop",
            "3 Man 2 | S{[Man 2]:} No",
        ],
    ),
    (
        "Ludwig van Beek: Ja.\n\
     Dr. O'Neil-Smith: No.\n\
     Ludwig van Beek: Ja, ja.\n\
     J. R. Hartley: Fly fishing.",
        &[
            "0 Ludwig van Beek | S{Ludwig van Beek:} Ja",
            "1 Dr. O'Neil-Smith | S{Dr. O'Neil-Smith:} No",
            "2 Ludwig van Beek | S{Ludwig van Beek:} Ja ja",
            "3 J. R. Hartley | S{J. R. Hartley:} Fly fishing",
        ],
    ),
    (
        "[Ana] Hello there.\n\
     [Door slams] Who is it?\n\
     [Ben] Good day.\n\
     [Xylophone] And so on.\n\
     [Ana] Right. [Xylophone] [the] harbour w[ill] open[inaudible].",
        &[
            "0 Ana | S{[Ana]} Hello there",
            "1 Ana | D{[Door slams]} Who is it",
            "2 Ben | S{[Ben]} Good day",
            "3 Ben | D{[Xylophone]} And so on",
            "4 Ana | S{[Ana]} Right D{[Xylophone]} D{[the]} harbour w[ill] open D{[inaudible]}",
        ],
    ),
    (
        "Der Sprecher sagte: gut so.\n\
     Hinweis: Bitte warten.\n\
     Frau Müller: Guten Tag.\n\
     Herr Maier: Guten Tag, Frau Müller (lacht).",
        &[
            "0 - | Der Sprecher sagte gut so",
            "1 - | Hinweis Bitte warten",
            "2 Frau Müller | S{Frau Müller:} Guten Tag",
            "3 Herr Maier | S{Herr Maier:} Guten Tag Frau Müller D{(lacht)}",
        ],
    ),
    (
        "Ведущий: Добрый день.\n\
     Анна: Здравствуйте! (смеётся)\n\
     Ведущий: Она сказала: хорошо.\n\
     Анна: Да.",
        &[
            "0 Ведущий | S{Ведущий:} Добрый день",
            "1 Анна | S{Анна:} Здравствуйте D{(смеётся)}",
            "2 Ведущий | S{Ведущий:} Она сказала хорошо",
            "3 Анна | S{Анна:} Да",
        ],
    ),
    (
        "מנחה: שלום לכולם.\n\
     דנה: תודה (צחוק) רבה.\n\
     מנחה: טוב.",
        &[
            "0 מנחה | S{מנחה:} שלום לכולם",
            "1 דנה | S{דנה:} תודה D{(צחוק)} רבה",
            "2 מנחה | S{מנחה:} טוב",
        ],
    ),
    ("สวัสดีครับ นำ้ ๑๒", &["0 - | ส วั ส ดี ค รั บ นำ้ ๑ ๒"]),
    (
        "First, a sentence with a colon: like this one. Second: another. Third: one more.\n\
     \n\
     Ingredients: flour, water, salt.\n\
     \n\
     The rules are simple: do not run.",
        &[
            "0 - | First a sentence with a colon like this one Second another Third one more",
            "1 - | Ingredients flour water salt",
            "2 - | The rules are simple do not run",
        ],
    ),
    (
        "00:01 Ana\n\
     Hello.\n\
     00:05 Ben\n\
     Good day.\n\
     00:09 Ana\n\
     Yes.",
        &[
            "0 Ana | T{00:01=1000} S{Ana}",
            "1 Ana | Hello",
            "2 Ben | T{00:05=5000} S{Ben}",
            "3 Ben | Good day",
            "4 Ana | T{00:09=9000} S{Ana}",
            "5 Ana | Yes",
        ],
    ),
    (
        "Lunch 12:00\n\
     Dinner at 18:30\n\
     We eat at 12:00.",
        &["0 - | Lunch 12:00", "1 - | Dinner at 18:30", "2 - | We eat at 12:00"],
    ),
    (
        "Ana\tHello there.\n\
     Ben\tGood day.\n\
     Ana\tSo.\n\
     Ben\tYes.",
        &[
            "0 Ana | S{Ana} Hello there",
            "1 Ben | S{Ben} Good day",
            "2 Ana | S{Ana} So",
            "3 Ben | S{Ben} Yes",
        ],
    ),
    (
        "UNIDENTIFIED ANALYST: Good day.\n\
     Male Voice 2: No.\n\
     Man on phone: Yes.\n\
     Student life: it was good.",
        &[
            "0 UNIDENTIFIED ANALYST | S{UNIDENTIFIED ANALYST:} Good day",
            "1 Male Voice 2 | S{Male Voice 2:} No",
            "2 Man on phone | S{Man on phone:} Yes",
            "3 Man on phone | Student life it was good",
        ],
    ),
    (
        "**matt:** Good day.\n\
     \n\
     **Joan:** No. It is matt.\n\
     \n\
     **matt:** Yes.",
        &[
            "0 matt | S{**matt:**} Good day",
            "1 Joan | S{**Joan:**} No It is matt",
            "2 matt | S{**matt:**} Yes",
        ],
    ),
];
