//! Sources of the rules about the platform: its programs, at the commits that were read, and its guides.

use crate::lint::Reference;
pub(crate) use crate::lint::references::{
    PLAYER_DISPLAY as PLAYER_CUE_TEXT, REACH_DICTIONARY, REACH_PROFILE, SERVER_SRT, SERVER_WEBVTT,
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
    title: "cuesmith, what the readers of the platform do",
    url: "docs/kaltura-rules.md",
    read_on: "2026-11-22",
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
