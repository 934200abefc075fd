/* Speech with exact word times: a text spoken by a voice of flite as a WAV file, and the times of its words
   from the synthesizer's own segments. Usage: truth VOICE WAV < TEXT > TIMES, each line of which is a start and
   an end in milliseconds and a word. */
#include <flite/flite.h>
#include <stdio.h>
#include <string.h>

cst_voice *register_cmu_us_slt(const char *);
cst_voice *register_cmu_us_rms(const char *);
cst_voice *register_cmu_us_awb(const char *);

static double end_of(cst_item *segment)
{
    return segment ? 1000.0 * item_feat_float(segment, "end") : 0.0;
}

int main(int argc, char **argv)
{
    static char text[1 << 16];
    cst_voice *voice;
    cst_utterance *utterance;
    cst_item *word;
    size_t length = fread(text, 1, sizeof text - 1, stdin);

    if (argc != 3)
        return 2;
    text[length] = 0;
    flite_init();
    if (strcmp(argv[1], "slt") == 0)
        voice = register_cmu_us_slt(NULL);
    else if (strcmp(argv[1], "rms") == 0)
        voice = register_cmu_us_rms(NULL);
    else
        voice = register_cmu_us_awb(NULL);
    utterance = flite_synth_text(text, voice);
    cst_wave_save_riff(utt_wave(utterance), argv[2]);
    for (word = relation_head(utt_relation(utterance, "Word")); word; word = item_next(word)) {
        cst_item *in_syllables = item_as(word, "SylStructure");
        cst_item *first = item_daughter(item_daughter(in_syllables));
        cst_item *last = item_last_daughter(item_last_daughter(in_syllables));
        if (!first || !last)
            continue;
        first = item_as(first, "Segment");
        last = item_as(last, "Segment");
        printf("%.1f\t%.1f\t%s\n", end_of(item_prev(first)), end_of(last), item_name(word));
    }
    return 0;
}
