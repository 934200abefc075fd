//! A small file of each engine, made for these tests in the shape that its documentation gives, and what it says:
//! start, end, text, and where the file has them the confidence in percent and the speaker.

/// A name, the file, the words or cues in it.
pub(crate) type Sample = (&'static str, &'static str, &'static [&'static str]);

/// All of them.
pub(crate) const SAMPLES: &[Sample] = &[
    (
        "openai-whisper",
        r#"{"text": " Ahoy, re-start 1,000.", "segments": [{"id": 0, "seek": 0, "start": 0.5, "end": 2.0,
            "text": " Ahoy, re-start 1,000.", "tokens": [50364, 7], "avg_logprob": -0.2, "words": [
            {"word": " Ahoy,", "start": 0.5, "end": 0.94, "probability": 0.91},
            {"word": " re", "start": 0.94, "end": 1.1, "probability": 0.9},
            {"word": "-start", "start": 1.1, "end": 1.5, "probability": 0.8},
            {"word": " 1", "start": 1.5, "end": 1.7, "probability": 0.7},
            {"word": ",000.", "start": 1.7, "end": 2.0, "probability": 0.95}]}], "language": "en"}"#,
        &["500 940 Ahoy, 91%", "940 1500 re-start 80%", "1500 2000 1,000. 70%"],
    ),
    (
        "openai-whisper in a script without spaces",
        r#"{"segments": [{"start": 0, "end": 1, "text": "船 来", "words": [{"word": " 船", "start": 0, "end": 0.4,
            "probability": 0.5}, {"word": "来", "start": 0.4, "end": 1.0, "probability": 0.6}]}]}"#,
        &["0 400 船 50%", "400 1000 来 60%"],
    ),
    (
        "openai-whisper without word times",
        r#"{"text": " Ahoy there. Come in.", "segments": [{"id": 0, "start": 0.0, "end": 1.5, "text": " Ahoy there."},
            {"id": 1, "start": 1.5, "end": 2.25, "text": " Come in."}], "language": "en"}"#,
        &["0 1500 Ahoy there.", "1500 2250 Come in."],
    ),
    (
        "whisper-timestamped",
        r#"{"text": "Ahoy!", "segments": [{"id": 0, "start": 0.1, "end": 1.2, "text": " Ahoy!", "confidence": 0.8,
            "words": [{"text": "[*]", "start": 0.1, "end": 0.3, "confidence": 0.0},
            {"text": "Ahoy!", "start": 0.3, "end": 1.2, "confidence": 0.812}]}], "language": "en"}"#,
        &["300 1200 Ahoy! 81%"],
    ),
    (
        "WhisperX",
        r#"{"segments": [{"start": 3.0, "end": 4.5, "text": " Berth 40, port.", "speaker": "SPEAKER_00", "words": [
            {"word": "Berth", "start": 3.0, "end": 3.4, "score": 0.7, "speaker": "SPEAKER_01"}, {"word": "40,"},
            {"word": "port.", "start": 4.0, "end": 4.5, "score": 0.9}]}],
            "word_segments": [{"word": "Berth", "start": 3.0, "end": 3.4, "score": 0.7}, {"word": "40,"},
            {"word": "port.", "start": 4.0, "end": 4.5, "score": 0.9}]}"#,
        &["3000 3400 Berth 70% SPEAKER_01", "- - 40, SPEAKER_00", "4000 4500 port. 90% SPEAKER_00"],
    ),
    (
        "OpenAI verbose_json",
        r#"{"task": "transcribe", "language": "english", "duration": 2.5, "text": "Ahoy there.",
            "words": [{"word": "Ahoy", "start": 0.30000001192, "end": 0.69999998807}, {"word": "there", "start": 0.7, "end": 0.7}]}"#,
        &["300 700 Ahoy", "700 700 there"],
    ),
    (
        "whisper.cpp with tokens",
        r#"{"systeminfo": "x", "result": {"language": "en"}, "transcription": [
            {"timestamps": {"from": "00:00:00,000", "to": "00:00:01,200"}, "offsets": {"from": 0, "to": 1200}, "text": " Ahoy there",
             "tokens": [{"text": "[_BEG_]", "offsets": {"from": 0, "to": 0}, "id": 50363, "p": 0.9, "t_dtw": -1},
              {"text": " A", "offsets": {"from": 0, "to": 200}, "p": 0.9}, {"text": "hoy", "offsets": {"from": 200, "to": 600}, "p": 0.75},
              {"text": " there", "offsets": {"from": 600, "to": 1200}, "p": 0.5}, {"text": "[_TT_60]", "offsets": {"from": 1200, "to": 1200}, "p": 0.1}]}]}"#,
        &["0 600 Ahoy 75%", "600 1200 there 50%"],
    ),
    (
        "whisper.cpp without tokens",
        r#"{"result": {"language": "en"}, "transcription": [{"timestamps": {"from": "00:00:00,000", "to": "00:00:01,200"},
            "offsets": {"from": 0, "to": 1200}, "text": " Ahoy there."}]}"#,
        &["0 1200 Ahoy there."],
    ),
    (
        "Transformers, words",
        r#"{"text": " Ahoy there", "chunks": [{"text": " Ahoy", "timestamp": [0.0, 0.5]}, {"text": " there", "timestamp": [0.5, null]}]}"#,
        &["0 500 Ahoy", "500 - there"],
    ),
    (
        "Vosk, one utterance a line",
        "{\"result\": [{\"conf\": 1.0, \"end\": 0.9, \"start\": 0.45, \"word\": \"ahoy\"}], \"text\": \"ahoy\"}\n\
         {\"text\": \"\"}\n{\"result\": [{\"conf\": 0.5, \"end\": 2.1, \"start\": 1.5, \"word\": \"there\"}], \"text\": \"there\"}\n",
        &["450 900 ahoy 100%", "1500 2100 there 50%"],
    ),
    (
        "Vosk with alternatives",
        r#"[{"alternatives": [{"confidence": 310.5, "result": [{"end": 0.9, "start": 0.45, "word": "ahoy"}], "text": "ahoy"},
            {"confidence": 309.1, "result": [{"end": 0.9, "start": 0.45, "word": "annoy"}], "text": "annoy"}]}]"#,
        &["450 900 ahoy"],
    ),
    (
        "CTM",
        ";; made for a test\ntalk A 0.50 0.40 ahoy 0.98\ntalk A 0.90 0.10 <eps> 1.00\ntalk A 1.00 0.35 there\n",
        &["500 900 ahoy 98%", "1000 1350 there"],
    ),
    (
        "RTTM",
        "SPEAKER talk 1 0.500 1.250 <NA> <NA> ana <NA> <NA>\nSPKR-INFO talk 1 <NA> <NA> <NA> unknown ana <NA> <NA>\n\
         SPEAKER talk 1 2.000 0.500 <NA> <NA> ben <NA> <NA>\n",
        &["500 1750  ana", "2000 2500  ben"],
    ),
    (
        "fstalign NLP",
        "token|speaker|ts|endTs|punctuation|case|tags\nAhoy|1|0.5|0.9|,|UC|[]\nthere|2|||.|LC|[]\n",
        &["500 900 Ahoy, 1", "- - there. 2"],
    ),
    (
        "Google v1",
        r#"{"results": [{"alternatives": [{"transcript": "ahoy there", "confidence": 0.9, "words": [
            {"endTime": "0.400s", "word": "Ahoy"}, {"startTime": "0.400s", "endTime": "1.100s", "word": "there", "confidence": 0.8}]}],
            "languageCode": "en-us"}]}"#,
        &["0 400 Ahoy", "400 1100 there 80%"],
    ),
    (
        "Google v2",
        r#"{"results": [{"alternatives": [{"words": [{"startOffset": "0.1s", "endOffset": "0.4s", "word": "Ahoy", "speakerLabel": "1"}]}],
            "resultEndOffset": "1s", "languageCode": "en-US"}]}"#,
        &["100 400 Ahoy 1"],
    ),
    (
        "Google, a client's protocol buffers",
        r#"[{"results": [{"alternatives": [{"words": [{"startTime": {"seconds": "1", "nanos": 200000000},
            "endTime": {"seconds": "2"}, "word": "Ahoy"}]}]}]}]"#,
        &["1200 2000 Ahoy"],
    ),
    (
        "Google, an operation with diarization",
        r#"{"name": "1", "done": true, "response": {"results": [
            {"alternatives": [{"words": [{"startTime": "1s", "endTime": "2s", "word": "Ahoy"}]}]},
            {"alternatives": [{"words": [{"startTime": "3s", "endTime": "4s", "word": "there"}]}]},
            {"alternatives": [{"words": [{"startTime": "1s", "endTime": "2s", "word": "Ahoy", "speakerTag": 2},
             {"startTime": "3s", "endTime": "4s", "word": "there", "speakerTag": 1}]}]}]}}"#,
        &["1000 2000 Ahoy 2", "3000 4000 there 1"],
    ),
    (
        "AWS Transcribe",
        r#"{"jobName": "j", "results": {"transcripts": [{"transcript": "Ahoy, there."}], "speaker_labels": {"speakers": 2, "segments": [
            {"start_time": "0.5", "end_time": "0.9", "speaker_label": "spk_0", "items": [{"start_time": "0.5", "end_time": "0.9", "speaker_label": "spk_0"}]}]},
            "items": [{"start_time": "0.5", "end_time": "0.9", "alternatives": [{"confidence": "0.98", "content": "Ahoy"}], "type": "pronunciation"},
             {"alternatives": [{"confidence": "0.0", "content": ","}], "type": "punctuation"},
             {"start_time": "1.0", "end_time": "1.25", "speaker_label": "spk_1", "alternatives": [{"confidence": "1.0", "content": "there"}], "type": "pronunciation"}]},
            "status": "COMPLETED"}"#,
        &["500 900 Ahoy, 98% spk_0", "1000 1250 there 100% spk_1"],
    ),
    (
        "Azure, detailed results",
        r#"{"Id": "a", "RecognitionStatus": "Success", "Offset": 5000000, "Duration": 9000000, "NBest": [
            {"Confidence": 0.7, "Lexical": "annoy", "Words": [{"Word": "annoy", "Offset": 5000000, "Duration": 4000000}]},
            {"Confidence": 0.8, "Lexical": "ahoy", "Words": [{"Word": "ahoy", "Offset": 5000000, "Duration": 4100000}]}]}
           {"Id": "b", "RecognitionStatus": "Success", "NBest": []}"#,
        &["500 910 ahoy"],
    ),
    (
        "Azure, batch",
        r#"{"source": "x", "durationInTicks": 20000000, "duration": "PT2S", "recognizedPhrases": [
            {"recognitionStatus": "Success", "channel": 0, "speaker": 1, "nBest": [{"confidence": 0.9, "words": [
             {"word": "ahoy", "offset": "PT0.5S", "duration": "PT0.4S", "offsetInTicks": 5000000, "durationInTicks": 4000000, "confidence": 0.6},
             {"word": "there", "offset": "PT1M0.9S", "duration": "PT0.1S"}]}]}]}"#,
        &["500 900 ahoy 60% 1", "60900 61000 there 1"],
    ),
    (
        "Deepgram",
        r#"{"metadata": {"duration": 3.5, "channels": 2}, "results": {"channels": [
            {"alternatives": [{"words": [{"word": "ahoy", "punctuated_word": "Ahoy!", "start": 0.5, "end": 0.9, "confidence": 0.99},
             {"word": "so", "start": 3.0, "end": 3.2, "confidence": 0.5}]}]},
            {"alternatives": [{"words": [{"word": "yes", "punctuated_word": "Yes.", "start": 1.5, "end": 1.9, "confidence": 0.75}]}]}]}}"#,
        &[
            "500 900 Ahoy! 99% channel 0",
            "1500 1900 Yes. 75% channel 1",
            "3000 3200 so 50% channel 0",
        ],
    ),
    (
        "Deepgram, live",
        "{\"type\": \"Results\", \"is_final\": false, \"channel\": {\"alternatives\": [{\"words\": [{\"word\": \"a\", \"start\": 0.1, \"end\": 0.2}]}]}}\n\
         {\"type\": \"Results\", \"is_final\": true, \"channel\": {\"alternatives\": [{\"words\": [{\"word\": \"ahoy\", \"start\": 0.1, \"end\": 0.5, \"speaker\": 1}]}]}}\n",
        &["100 500 ahoy 1"],
    ),
    (
        "AssemblyAI",
        r#"{"id": "a", "status": "completed", "language_code": "en_us", "words": [
            {"text": "Ahoy,", "start": 500, "end": 900, "confidence": 0.97, "speaker": "A"}, {"text": "there.", "start": 950, "end": 1300, "confidence": 1, "speaker": null}],
            "audio_duration": 5}"#,
        &["500 900 Ahoy, 97% A", "950 1300 there. 100%"],
    ),
    (
        "Speechmatics v1",
        r#"{"job": {"lang": "en", "duration": 3}, "speakers": [{"duration": "1.00", "confidence": null, "name": "F1", "time": "0.50"}, {"duration": "1.00", "name": "M2", "time": "1.50"}],
            "words": [{"duration": "0.40", "confidence": "0.950", "name": "Ahoy", "time": "0.50"}, {"duration": "0.00", "confidence": "0.900", "name": ".", "time": "0.90"},
             {"duration": "0.30", "confidence": "1.000", "name": "Yes", "time": "1.50"}]}"#,
        &["500 900 Ahoy. 95% F1", "1500 1800 Yes 100% M2"],
    ),
    (
        "Speechmatics v2",
        r#"{"format": "2.9", "job": {"duration": 3}, "metadata": {"transcription_config": {"language": "fr"}}, "results": [
            {"type": "punctuation", "start_time": 0.5, "end_time": 0.5, "attaches_to": "next", "alternatives": [{"content": "«", "confidence": 1}]},
            {"type": "word", "start_time": 0.5, "end_time": 0.9, "alternatives": [{"content": "Ohé", "confidence": 0.9, "speaker": "S1"}]},
            {"type": "punctuation", "start_time": 0.9, "end_time": 0.9, "attaches_to": "previous", "is_eos": true, "alternatives": [{"content": "!", "confidence": 1}]},
            {"type": "word", "start_time": 1.0, "end_time": 1.2, "alternatives": [{"content": "oui", "confidence": 0.8, "speaker": "UU"}]}]}"#,
        &["500 900 «Ohé! 90% S1", "1000 1200 oui 80%"],
    ),
    (
        "Rev AI",
        r#"{"monologues": [{"speaker": 0, "elements": [{"type": "text", "value": "Ahoy", "ts": 0.5, "end_ts": 0.9, "confidence": 0.99},
            {"type": "punct", "value": ", "}, {"type": "text", "value": "there", "ts": 1.0, "end_ts": 1.2, "confidence": 0.5}, {"type": "punct", "value": "."}]}]}"#,
        &["500 900 Ahoy, 99% 0", "1000 1200 there. 50% 0"],
    ),
    (
        "IBM Watson",
        r#"{"result_index": 0, "results": [{"final": true, "alternatives": [{"transcript": "ahoy there ", "confidence": 0.9,
            "timestamps": [["ahoy", 0.5, 0.9], ["%HESITATION", 1.0, 1.2]], "word_confidence": [["ahoy", 0.87], ["%HESITATION", 0.4]]}]}],
            "speaker_labels": [{"from": 0.5, "to": 0.9, "speaker": 1, "confidence": 0.5, "final": false}]}"#,
        &["500 900 ahoy 87% 1", "1000 1200 %HESITATION 40%"],
    ),
    (
        "ElevenLabs",
        r#"{"language_code": "eng", "text": "Ahoy, there.", "words": [{"text": "Ahoy,", "start": 0.5, "end": 0.9, "type": "word", "speaker_id": "speaker_0"},
            {"text": " ", "start": 0.9, "end": 1.0, "type": "spacing", "speaker_id": "speaker_0"}, {"text": "(bell)", "start": 1.0, "end": 1.1, "type": "audio_event"},
            {"text": "there.", "start": null, "end": null, "type": "word", "speaker_id": "speaker_0"}]}"#,
        &["500 900 Ahoy, speaker_0", "- - there. speaker_0"],
    ),
    (
        "Gentle",
        r#"{"transcript": "Ahoy there", "words": [{"alignedWord": "ahoy", "case": "success", "end": 0.9, "endOffset": 4, "phones": [{"duration": 0.1, "phone": "ah_B"}],
            "start": 0.5, "startOffset": 0, "word": "Ahoy"}, {"case": "not-found-in-audio", "endOffset": 10, "startOffset": 5, "word": "there"}]}"#,
        &["500 900 Ahoy", "- - there"],
    ),
    (
        "YouTube json3, words",
        r#"{"wireMagic": "pb3", "events": [{"tStartMs": 0, "dDurationMs": 9000, "id": 1}, {"tStartMs": 500, "dDurationMs": 4000, "wWinId": 1,
            "segs": [{"utf8": "ahoy", "acAsrConf": 0}, {"utf8": " there", "tOffsetMs": 320, "acAsrConf": 0}]},
            {"tStartMs": 2000, "dDurationMs": 500, "wWinId": 1, "aAppend": 1, "segs": [{"utf8": "\n"}]}]}"#,
        &["500 - ahoy", "820 - there"],
    ),
    (
        "YouTube json3, captions",
        r#"{"wireMagic": "pb3", "events": [{"tStartMs": 500, "dDurationMs": 1500, "segs": [{"utf8": "Ahoy\nthere."}]}]}"#,
        &["500 2000 Ahoy there."],
    ),
    (
        "captions served as JSON",
        r#"{"objects": [{"startTime": 500, "endTime": 1500, "content": [{"text": "Ahoy\n<i>there</i> 1 < 2"}]}], "totalCount": 1}"#,
        &["500 1500 Ahoy there 1 < 2"],
    ),
    (
        "cielo24 ElementList",
        r#"{"version": 1, "start_time": 500, "end_time": 1500, "language": "en", "speakers": [{"id": 1, "name": "Ana", "gender": "Female"}],
            "segments": [{"speaker_id": 1, "sequences": [{"tokens": [{"type": "sound", "value": "MUSIC", "start_time": 0, "end_time": 400},
             {"type": "word", "value": "ahoy", "display_as": "Ahoy", "start_time": 500, "end_time": 900, "interpolated": false},
             {"type": "punctuation", "value": "!", "display_as": "!", "start_time": 900, "end_time": 900}]}]}]}"#,
        &["500 900 Ahoy! Ana"],
    ),
    (
        "BBC Kaldi",
        r#"{"action": "audio-transcribe", "retval": {"status": true, "punct": "Ahoy.", "words": [
            {"start": 0.5, "confidence": 0.68, "end": 0.9, "word": "ahoy", "punct": "Ahoy.", "index": 0}]}}"#,
        &["500 900 Ahoy. 68%"],
    ),
    (
        "Digital Paper Edit",
        r#"{"words": [{"id": 0, "start": 0.5, "end": 1, "text": "Ahoy."}], "paragraphs": []}"#,
        &["500 1000 Ahoy."],
    ),
    (
        "autoEdit 2",
        r#"{"languageModel": "x", "text": [{"id": 0, "speaker": "Unnamed Speaker", "paragraph": [{"id": 0, "line": [
            {"id": 0, "text": "Ahoy", "startTime": 0.5, "endTime": 0.9}]}]}]}"#,
        &["500 900 Ahoy"],
    ),
    (
        "PocketSphinx",
        "{\"b\":0.000,\"d\":1.5,\"p\":1.000,\"t\":\"ahoy to\",\"w\":[{\"b\":0.000,\"d\":0.500,\"p\":0.9,\"t\":\"<sil>\"},\
         {\"b\":0.500,\"d\":0.400,\"p\":0.972,\"t\":\"ahoy\"},{\"b\":0.900,\"d\":0.1,\"p\":0.5,\"t\":\"to(2)\"},{\"b\":1.0,\"d\":0.1,\"p\":0.5,\"t\":\"[NOISE]\"}]}\n",
        &["500 900 ahoy 97%", "900 1000 to 50%"],
    ),
    (
        "unknown, milliseconds by their size",
        r#"{"meta": {"v": 1}, "data": {"lines": [{"tokens": [{"w": 1, "Text": "Ahoy", "begin": 500, "stop": 900}, {"Text": "there", "begin": 950, "stop": 1200}]}]}}"#,
        &["500 900 Ahoy", "950 1200 there"],
    ),
    (
        "unknown, seconds and lengths",
        r#"[{"utterance": "Ahoy there", "from": "0:01.5", "dur": "2"}, {"utterance": "Come in", "from": 4, "dur": 1.25}]"#,
        &["1500 3500 Ahoy there", "4000 5250 Come in"],
    ),
    (
        "our own words",
        r#"{"engine": "x", "duration_ms": 2000, "words": [[10, 400, "Ahoy", 0.9], [500, null, "there", null]]}"#,
        &["10 400 Ahoy 90%", "500 - there"],
    ),
    ("our own cues", r#"{"cues": [[10, 400, "Ahoy there"]]}"#, &["10 400 Ahoy there"]),
    (
        "word times that we write",
        r#"{"schema": 1, "words": [{"text": "Ahoy", "chars": {"start": 0, "end": 4}, "start_ms": 500, "end_ms": 900, "confidence": 0.97, "flags": []},
            {"text": "there", "chars": {"start": 5, "end": 10}, "start_ms": null, "end_ms": null, "confidence": 0.1, "flags": ["unspoken"]}]}"#,
        &["500 900 Ahoy 97%", "- - there 10%"],
    ),
    ("SRT", "1\n00:00:00,500 --> 00:00:01,500\nAhoy\n<i>there</i>\n\n", &["500 1500 Ahoy there"]),
    (
        "WebVTT",
        "WEBVTT\n\n00:00.500 --> 00:01.500\n<v Ana>Ahoy there</v>\n\n",
        &["500 1500 Ahoy there Ana"],
    ),
    (
        "SRT with marks of speakers and sounds",
        "1\n00:00:00,500 --> 00:00:01,500\nANA: Ahoy\n\n2\n00:00:02,000 --> 00:00:03,000\n[music]\n- Yes?\n- No.\n\n3\n00:00:04,000 --> 00:00:05,000\n♪\n",
        &["500 1500 Ahoy ANA", "2000 3000 Yes? No."],
    ),
    (
        "WebVTT with words that roll up",
        "WEBVTT\nKind: captions\nLanguage: en\n\n00:00:00.500 --> 00:00:02.000 align:start position:0%\n \nahoy<00:00:00.820><c> there</c>\n\n\
         00:00:02.000 --> 00:00:02.010 align:start position:0%\nahoy there\n \n\n\
         00:00:02.010 --> 00:00:04.000 align:start position:0%\nahoy there\ncome<00:00:02.400><c> right</c><00:00:02.700><c> in</c>\n\n",
        &["500 - ahoy", "820 - there", "2010 - come", "2400 - right", "2700 - in"],
    ),
];
