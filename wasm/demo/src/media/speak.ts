// Audio descriptions are spoken by the browser while the video waits: extended audio description.

import { effect, signal } from "@preact/signals";

import type { Player } from "./player.ts";

export interface Spoken {
  cue: number;
  start: number;
  text: string;
}

/** What the speech says about itself: the description that is spoken, or why there is none. */
export const speaking = signal<number | undefined>(undefined);
export const speechState = signal("");
/** Whether descriptions are spoken as the video plays. */
export const isSpeaking = signal(false);

function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const all = globalThis.speechSynthesis?.getVoices() ?? [];
  const wanted = language.toLowerCase();
  const base = wanted.split("-")[0];
  return all.find(({ lang }) => lang.toLowerCase() === wanted) ?? all.find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === base);
}

/** Speaks one text; resolves when it ends, with false if there is no voice. */
export function speak({ cue, text }: Spoken, language: string): Promise<boolean> {
  const synthesis = globalThis.speechSynthesis;
  const voice = voiceFor(language);
  if (!synthesis || !voice) {
    speechState.value = `No voice for ${language} on this machine`;
    return Promise.resolve(false);
  }
  speechState.value = "";
  synthesis.cancel();
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    const end = () => {
      speaking.value = undefined;
      resolve(true);
    };
    utterance.addEventListener("end", end);
    utterance.addEventListener("error", end);
    speaking.value = cue;
    synthesis.speak(utterance);
  });
}

export function stopSpeaking(): void {
  globalThis.speechSynthesis?.cancel();
  speaking.value = undefined;
}

/** Speaks each description when the playhead reaches it: the video waits until it ends. */
export function followPlayhead(player: Player, descriptions: () => readonly Spoken[], language: () => string): () => void {
  let before = player.now;
  let isWaiting = false;
  return effect(() => {
    const now = player.time.value;
    const is = isSpeaking.value && player.isPlaying.value;
    const from = before;
    before = now;
    if (!is || isWaiting || now <= from || now - from > 1000) return;
    const next = descriptions().find(({ start }) => start > from && start <= now);
    if (!next) return;
    isWaiting = true;
    player.pause();
    void speak(next, language()).then(() => {
      isWaiting = false;
      if (isSpeaking.peek()) player.play();
    });
  });
}
