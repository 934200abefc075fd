// The captions that the video shows: native cues in a text track, those of the file or those that a parser keeps.

import { toVTTCue, type Cue } from "cuesmith";

/** A cue that is shown as it is: plain text. */
export interface PlainCue {
  start: number;
  end: number;
  text: string;
}

export class CaptionTrack {
  readonly track: TextTrack;

  constructor(video: HTMLVideoElement) {
    this.track = video.addTextTrack("captions", "Captions");
    this.track.mode = "showing";
  }

  clear(): void {
    // A track that is disabled has no cues to give.
    this.track.mode = "showing";
    for (const cue of Array.from(this.track.cues ?? [])) this.track.removeCue(cue);
  }

  /** Shows the cues of the file. */
  show(cues: Iterable<Cue>): void {
    this.clear();
    for (const cue of cues) this.track.addCue(toVTTCue(cue) as VTTCue);
  }

  /** Shows cues of plain text. */
  showPlain(cues: Iterable<PlainCue>): void {
    this.clear();
    for (const { start, end, text } of cues) {
      const cue = new VTTCue(start / 1000, Math.max(start, end) / 1000, text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
      this.track.addCue(cue);
    }
  }
}
