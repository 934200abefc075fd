// The parsers of the platform in plain words. docs/platform.md describes each of them.

import type { Fate, ReaderName } from "../work/viewers.ts";

export const LABELS: Record<ReaderName, { label: string; about: string }> = {
  player: { label: "Web player", about: "what people see under the video" },
  hls: { label: "Phones and Safari", about: "captions in HLS segments" },
  served: { label: "Downloaded captions", about: "the file as the platform hands it out, as WebVTT" },
  clip: { label: "After a clip or trim", about: "the captions of a part that was cut from the video" },
  transcript: { label: "Transcript panel", about: "the text beside the video" },
  search: { label: "Search", about: "the words by which the video is found" },
  gate: { label: "Upload check", about: "decides whether the file is accepted" },
  burn_in: { label: "Burned in", about: "captions that ffmpeg draws into the picture" },
  packager: { label: "Stitched playlists", about: "captions of several videos in one stream" },
};

/** The order in which they are shown: what most people see comes first. */
export const ORDER: ReaderName[] = ["player", "hls", "served", "transcript", "search", "clip", "gate", "burn_in", "packager"];

export const SIGNS: Record<Fate, { sign: string; word: string }> = {
  kept: { sign: "✓", word: "kept" },
  cut: { sign: "✂", word: "cut or changed" },
  lost: { sign: "⊘", word: "lost" },
  merged: { sign: "⊕", word: "merged" },
  mistimed: { sign: "◷", word: "mistimed" },
};
export const FATE_ORDER: Fate[] = ["kept", "cut", "lost", "merged", "mistimed"];
