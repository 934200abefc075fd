//! Sources of the rules about the platform: its programs, at the commits that were read, and its guides.

use crate::lint::Reference;

#[cfg(feature = "lint-align")]
pub(crate) const ALIGNMENT_TASK: Reference = Reference {
    title: "kaltura/server, KalturaAlignmentVendorTaskData.php (textTranscriptAssetId)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/reach/lib/api/data/entryVendorTaks/KalturaAlignmentVendorTaskData.php#L9-L22",
    read_on: "2026-11-22",
};
pub(crate) const ASSET_DUEL: Reference = Reference {
    title: "kaltura/server, CaptionAsset.php (which asset of a language is shown)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/model/CaptionAsset.php#L127-L162",
    read_on: "2026-11-22",
};
pub(crate) const CAPTION_ASSET: Reference = Reference {
    title: "kaltura/server, KalturaCaptionAsset.php",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/api/KalturaCaptionAsset.php",
    read_on: "2026-11-22",
};
pub(crate) const EAD_IN_PLAYER: Reference = Reference {
    title: "Kaltura help, use the extended audio description editor",
    url: "https://knowledge.kaltura.com/help/use-extended-audio-description-editor",
    read_on: "2026-11-22",
};
pub(crate) const MANIFEST_LABEL: Reference = Reference {
    title: "kaltura/server, WebVttCaptionsManifestEditor.php (labels)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/manifest/WebVttCaptionsManifestEditor.php#L43-L45",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const MULTILINGUAL: Reference = Reference {
    title: "kaltura/server, KAsyncParseMultiLanguageCaptionAsset.class.php",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/batch/ParseMultiLanguageCaptionAsset/KAsyncParseMultiLanguageCaptionAsset.class.php#L59-L140",
    read_on: "2026-11-22",
};
pub(crate) const OUTPUT_FORMAT: Reference = Reference {
    title: "kaltura/server, VendorCatalogItemOutputFormat.php",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/reach/lib/model/enums/VendorCatalogItemOutputFormat.php#L8-L10",
    read_on: "2026-11-22",
};
pub(crate) const PACKAGER: Reference = Reference {
    title: "kaltura/nginx-vod-module, vod/subtitle",
    url: "https://github.com/kaltura/nginx-vod-module/tree/26f06877b0f2/vod/subtitle",
    read_on: "2026-11-22",
};
pub(crate) const PLAYBACK_FILTER: Reference = Reference {
    title: "kaltura/server, CaptionPlugin.php (what the manifest lists)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/CaptionPlugin.php#L571-L572",
    read_on: "2026-11-22",
};
pub(crate) const PLAYER_LANGUAGES: Reference = Reference {
    title: "kaltura/playkit-js, external-captions-handler.ts (one file for each language)",
    url: "https://github.com/kaltura/playkit-js/blob/04ec03608013/src/track/external-captions-handler.ts#L163-L201",
    read_on: "2026-11-22",
};
pub(crate) const PLAYER_SRT: Reference = Reference {
    title: "kaltura/playkit-js, external-captions-handler.ts (SRT in the browser)",
    url: "https://github.com/kaltura/playkit-js/blob/04ec03608013/src/track/external-captions-handler.ts#L503-L508",
    read_on: "2026-11-22",
};
pub(crate) const PLAYER_TIMING: Reference = Reference {
    title: "kaltura/playkit-js, text-track-display.ts (when a cue is shown)",
    url: "https://github.com/kaltura/playkit-js/blob/04ec03608013/src/track/text-track-display.ts#L549-L639",
    read_on: "2026-11-22",
};
pub(crate) const PLAYER_WEBVTT: Reference = Reference {
    title: "kaltura/playkit-js, text-track-display.ts (WebVTT in the player)",
    url: "https://github.com/kaltura/playkit-js/blob/04ec03608013/src/track/text-track-display.ts",
    read_on: "2026-11-22",
};
pub(crate) const SCC_CONVERSION: Reference = Reference {
    title: "kaltura/server, KAsyncConvertCaptionAsset.class.php",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/batch/ConvertCaptions/KAsyncConvertCaptionAsset.class.php#L179-L207",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_CLIP: Reference = Reference {
    title: "kaltura/server, kCaptionsContentManager.php (clips)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kCaptionsContentManager.php#L294-L331",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const SERVER_DFXP: Reference = Reference {
    title: "kaltura/server, dfxpCaptionsContentManager.php (parse)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/dfxpCaptionsContentManager.php#L18-L230",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_GATE: Reference = Reference {
    title: "kaltura/server, CaptionAsset.php (an asset without cues gets the status ERROR)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/model/CaptionAsset.php#L86-L125",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_GENERATOR: Reference = Reference {
    title: "kaltura/server, kWebVTTGenerator.php (cues)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kWebVTTGenerator.php#L65-L153",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_LANGUAGES: Reference = Reference {
    title: "kaltura/server, languageCodeManager.php (language names)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/infra/general/languageCodeManager.php#L138-L145",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_SEGMENTS: Reference = Reference {
    title: "kaltura/server, kWebVTTGenerator.php (segments)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kWebVTTGenerator.php#L28-L82",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_SIZE_LIMIT: Reference = Reference {
    title: "kaltura/server, CaptionAssetService.php (files over 1 MiB)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/services/CaptionAssetService.php#L616-L674",
    read_on: "2026-11-22",
};
pub(crate) const TRANSCRIPT_ASSET: Reference = Reference {
    title: "kaltura/server, KalturaTranscriptAsset.php",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/transcript/lib/api/KalturaTranscriptAsset.php#L8-L24",
    read_on: "2026-11-22",
};
pub(crate) const CHAPTERS: Reference = Reference {
    title: "kaltura/server, KalturaThumbCuePoint.php (titles)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/cue_points/thumb_cue_point/lib/api/KalturaThumbCuePoint.php#L64-L65",
    read_on: "2026-11-22",
};
pub(crate) const PLATFORM_PAGE: Reference = Reference {
    title: "cuesmith, how Kaltura reads a caption file",
    url: "docs/platform.md",
    read_on: "2026-11-30",
};
pub(crate) const EAD_CATALOG_ITEM: Reference = Reference {
    title: "Kaltura help, adding extended audio descriptions: call samples",
    url: "https://knowledge.kaltura.com/help/adding-extended-audio-descriptions-call-samples",
    read_on: "2026-11-22",
};
pub(crate) const EAD_LANGUAGE: Reference = Reference {
    title: "kaltura/playkit-js-ui, audio-description-updater.tsx",
    url: "https://github.com/kaltura/playkit-js-ui/blob/b17899462251/src/components/audio-desc/audio-description-updater.tsx#L168-L184",
    read_on: "2026-11-22",
};
pub(crate) const PLAYER_CHAPTERS: Reference = Reference {
    title: "kaltura/playkit-js-kaltura-cuepoints, provider.ts (chapters)",
    url: "https://github.com/kaltura/playkit-js-kaltura-cuepoints/blob/d7f1c8ffdcdb/src/providers/provider.ts#L106-L151",
    read_on: "2026-11-22",
};
pub(crate) const TRANSCRIPT_PANEL: Reference = Reference {
    title: "kaltura/playkit-js-transcript, utils.ts (decodeString)",
    url: "https://github.com/kaltura/playkit-js-transcript/blob/80ac5763d0dc/src/utils/utils.ts#L61-L72",
    read_on: "2026-11-30",
};
pub(crate) const SEARCH_TEXT: Reference = Reference {
    title: "kaltura/server, CaptionSearchPlugin.php (getCaptionSearchData)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/search/CaptionSearchPlugin.php",
    read_on: "2026-11-30",
};
pub(crate) const BURN_IN: Reference = Reference {
    title: "kaltura/server, KConversionEngineFfmpeg.class.php (buildSubtitlesCommandLine)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/batch/batches/Convert/Engines/KConversionEngineFfmpeg.class.php#L480-L530",
    read_on: "2026-11-30",
};
pub(crate) const PACKAGER_CHAIN: Reference = Reference {
    title: "kaltura/nginx-vod-module, webvtt_builder.c (times as sums of differences)",
    url: "https://github.com/kaltura/nginx-vod-module/blob/26f06877b0f2/vod/subtitle/webvtt_builder.c",
    read_on: "2026-11-30",
};
pub(crate) const MACHINE_CAPTIONS: Reference = Reference {
    title: "University of North Georgia, how to correct closed captioning (machine captions of REACH)",
    url: "https://blog.ung.edu/deti/2021/02/deti-basics-how-to-correct-closed-captioning/",
    read_on: "2026-11-30",
};
pub(crate) const SPEAKER_IN_EDITOR: Reference = Reference {
    title: "UC San Diego, how to edit machine-generated captions (speaker names in the REACH editor)",
    url: "https://extensionhelpcenter.ucsd.edu/hc/en-us/articles/360055391032-How-to-Edit-Machine-Generated-Captions",
    read_on: "2026-11-30",
};
pub(crate) const SPEAKER_ID: Reference = Reference {
    title: "kaltura/server, KalturaVendorCaptionsCatalogItem.php (enableSpeakerId)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/reach/lib/api/data/vendorCatalogItem/KalturaVendorCaptionsCatalogItem.php#L8-L22",
    read_on: "2026-11-22",
};
pub(crate) const REACH_LINE_LENGTH: Reference = Reference {
    title: "kaltura/server, ReachProfile.php (maxCharactersPerCaptionLine)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/reach/lib/model/ReachProfile.php#L278-L285",
    read_on: "2026-11-22",
};
pub(crate) const REACH_PROFILE_HELP: Reference = Reference {
    title: "Kaltura help, REACH profiles and services",
    url: "https://knowledge.kaltura.com/help/reach-profiles-and-services",
    read_on: "2026-11-22",
};
pub(crate) const TRANSCRIPT_PLUGIN: Reference = Reference {
    title: "kaltura/playkit-js-transcript, transcript-plugin.tsx",
    url: "https://github.com/kaltura/playkit-js-transcript/blob/80ac5763d0dc/src/transcript-plugin.tsx",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_NEWLINES: Reference = Reference {
    title: "kaltura/server, kCaptionsContentManager.php (line endings)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kCaptionsContentManager.php#L35-L55",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_SRT_STRICT: Reference = Reference {
    title: "kaltura/server, srtCaptionsContentManager.php (timing lines that the clip tool rewrites)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/srtCaptionsContentManager.php#L9",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_WEBVTT_TIMES: Reference = Reference {
    title: "kaltura/server, webVttCaptionsContentManager.php (the pattern of a timing line)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/webVttCaptionsContentManager.php#L9",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_WEBVTT_TAGS: Reference = Reference {
    title: "kaltura/server, webVttCaptionsContentManager.php (strip_tags)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/webVttCaptionsContentManager.php#L26-L39",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_WEBVTT_HEADER: Reference = Reference {
    title: "kaltura/server, webVttCaptionsContentManager.php (header)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/webVttCaptionsContentManager.php#L46-L90",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_WEBVTT_BLOCKS: Reference = Reference {
    title: "kaltura/server, webVttCaptionsContentManager.php (lines before the first cue)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/webVttCaptionsContentManager.php#L148-L191",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_CLIP_SETTINGS: Reference = Reference {
    title: "kaltura/server, webVttCaptionsContentManager.php (settings of clipped cues)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/webVttCaptionsContentManager.php#L214-L215",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_JOIN: Reference = Reference {
    title: "kaltura/server, webVttCaptionsContentManager.php (joined clips)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/webVttCaptionsContentManager.php#L219-L239",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_WEBVTT_SEGMENTS: Reference = Reference {
    title: "kaltura/server, kWebVTTGenerator.php (segments of WebVTT files)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kWebVTTGenerator.php#L162-L199",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const SERVER_GENERATOR_DROP: Reference = Reference {
    title: "kaltura/server, kWebVTTGenerator.php (cues without a length)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kWebVTTGenerator.php#L84",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_ESCAPES: Reference = Reference {
    title: "kaltura/server, kWebVTTGenerator.php (escapeSpecialChars)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kWebVTTGenerator.php#L205-L225",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const SERVER_SETTINGS: Reference = Reference {
    title: "kaltura/server, kWebVTTGenerator.php (cue settings from DFXP)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/kWebVTTGenerator.php#L94-L119",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const SERVER_DFXP_STYLES: Reference = Reference {
    title: "kaltura/server, dfxpCaptionsContentManager.php (styles and regions)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/dfxpCaptionsContentManager.php#L18-L163",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const SERVER_DFXP_TEXT: Reference = Reference {
    title: "kaltura/server, dfxpCaptionsContentManager.php (elements and text)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/dfxpCaptionsContentManager.php#L104-L163",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const SERVER_DFXP_TIMES: Reference = Reference {
    title: "kaltura/server, dfxpCaptionsContentManager.php (times)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/dfxpCaptionsContentManager.php#L222-L230",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_DFXP_SEARCH: Reference = Reference {
    title: "kaltura/server, dfxpCaptionsContentManager.php (getContent)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/dfxpCaptionsContentManager.php",
    read_on: "2026-11-30",
};
#[cfg(feature = "ttml")]
pub(crate) const XML_TIME_WRITER: Reference = Reference {
    title: "kaltura/server, kXml.class.php (integerToTime)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/infra/content/kXml.class.php#L296-L311",
    read_on: "2026-11-22",
};
#[cfg(feature = "ttml")]
pub(crate) const XML_TIME_PARSER: Reference = Reference {
    title: "kaltura/server, kXml.class.php (timeToInteger)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/infra/content/kXml.class.php#L317-L340",
    read_on: "2026-11-22",
};
pub(crate) const SEARCH_CUE_LIMIT: Reference = Reference {
    title: "kaltura/server, kElasticSearchManager.php (the longest text)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/search/providers/elastic_search/lib/kElasticSearchManager.php#L10",
    read_on: "2026-11-22",
};
pub(crate) const PACKAGER_READ: Reference = Reference {
    title: "kaltura/nginx-vod-module, subtitle_format.c (2 MiB)",
    url: "https://github.com/kaltura/nginx-vod-module/blob/26f06877b0f2/vod/subtitle/subtitle_format.c#L27",
    read_on: "2026-11-22",
};
pub(crate) const PACKAGER_WEBVTT: Reference = Reference {
    title: "kaltura/nginx-vod-module, webvtt_format.c (SRT and WebVTT)",
    url: "https://github.com/kaltura/nginx-vod-module/blob/26f06877b0f2/vod/subtitle/webvtt_format.c",
    read_on: "2026-11-30",
};
pub(crate) const PACKAGER_DFXP: Reference = Reference {
    title: "kaltura/nginx-vod-module, dfxp_format.c",
    url: "https://github.com/kaltura/nginx-vod-module/blob/26f06877b0f2/vod/subtitle/dfxp_format.c",
    read_on: "2026-11-30",
};
pub(crate) const PACKAGER_USE: Reference = Reference {
    title: "kaltura/server, CaptionPlugin.php (what the packager serves)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/CaptionPlugin.php#L582-L592",
    read_on: "2026-11-30",
};
pub(crate) const TRANSCRIPT_SANITIZE: Reference = Reference {
    title: "kaltura/playkit-js-transcript, transcript-plugin.tsx (_sanitizeCaptions)",
    url: "https://github.com/kaltura/playkit-js-transcript/blob/80ac5763d0dc/src/transcript-plugin.tsx",
    read_on: "2026-11-30",
};
pub(crate) const FFMPEG_SRT: Reference = Reference {
    title: "FFmpeg, srtdec.c",
    url: "https://github.com/FFmpeg/FFmpeg/blob/7af3f27008b8/libavformat/srtdec.c",
    read_on: "2026-11-30",
};
pub(crate) const FFMPEG_WEBVTT: Reference = Reference {
    title: "FFmpeg, webvttdec.c",
    url: "https://github.com/FFmpeg/FFmpeg/blob/7af3f27008b8/libavformat/webvttdec.c",
    read_on: "2026-11-30",
};
pub(crate) const PLAYER_CUE_TEXT: Reference = Reference {
    title: "kaltura/playkit-js, text-track-display.ts (WebVTT in the player)",
    url: "https://github.com/kaltura/playkit-js/blob/04ec03608013/src/track/text-track-display.ts#L273-L379",
    read_on: "2026-11-22",
};
pub(crate) const REACH_DICTIONARY: Reference = Reference {
    title: "kaltura/server, KalturaReachProfile.php (dictionaries)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/reach/lib/api/data/ReachProfile/KalturaReachProfile.php#L243-L322",
    read_on: "2026-11-22",
};
pub(crate) const REACH_FAQ: Reference = Reference {
    title: "Kaltura, REACH integration FAQ for vendors",
    url: "https://knowledge.kaltura.com/help/reach-integration-faq",
    read_on: "2026-11-22",
};
pub(crate) const REACH_GUIDE: Reference = Reference {
    title: "Kaltura, REACH API guide (kaltura-agents-api-guides)",
    url: "https://github.com/kaltura/kaltura-agents-api-guides/tree/b948078b1059",
    read_on: "2026-11-22",
};
pub(crate) const REACH_PROFILE: Reference = Reference {
    title: "kaltura/server, ReachProfile.php (defaults)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/reach/lib/model/ReachProfile.php#L243-L276",
    read_on: "2026-11-22",
};
pub(crate) const REACH_VENDOR_EAD: Reference = Reference {
    title: "Kaltura, REACH integration FAQ for vendors, extended audio description",
    url: "https://knowledge.kaltura.com/help/reach-integration-faq",
    read_on: "2026-11-22",
};
pub(crate) const REACH_VENDOR_TRANSLATION: Reference = Reference {
    title: "Kaltura, REACH integration FAQ for vendors, translation",
    url: "https://knowledge.kaltura.com/help/reach-integration-faq",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_SRT: Reference = Reference {
    title: "kaltura/server, srtCaptionsContentManager.php (parse)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/srtCaptionsContentManager.php#L40-L92",
    read_on: "2026-11-22",
};
pub(crate) const SERVER_WEBVTT: Reference = Reference {
    title: "kaltura/server, webVttCaptionsContentManager.php (parse)",
    url: "https://github.com/kaltura/server/blob/c447fdb3eb6b/plugins/content/caption/base/lib/captionManagers/webVttCaptionsContentManager.php#L26-L191",
    read_on: "2026-11-22",
};
pub(crate) const VOD_API_CHAPTERS: Reference = Reference {
    title: "Kaltura, VOD API guide (kaltura-agents-api-guides), chapters",
    url: "https://github.com/kaltura/kaltura-agents-api-guides/tree/b948078b1059",
    read_on: "2026-11-22",
};
