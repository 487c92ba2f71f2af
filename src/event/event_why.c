/* event_why.c: every step of coding a sentence, for `triggers --why`, and the reports on the frames. */
#include "event/event_context.h"

static void participants(struct buf *out, const char *what, const struct participant_list *list)
{
    buf_printf(out, "    %s:", what);
    for (size_t i = 0; i < list->len; i++)
        buf_printf(out, "%s \"%.*s\" = %.*s (%.*s)", i ? "," : "", STR_ARG(list->at[i].text),
            STR_ARG(list->at[i].actor.len ? list->at[i].actor : list->at[i].name), STR_ARG(list->at[i].how));
    buf_add(out, STR("\n"));
}

static void word_why(const struct event_context *context, const struct sentence *sentence, int word, struct buf *out)
{
    struct match match = {0}, nearest = {0};
    bool fits = event_match(context, sentence, word, &match, &nearest);
    const struct match *told = fits ? &match : &nearest;
    if (told->frame == NULL)
        return;
    buf_printf(out, "  %d \"%.*s\" calls %.*s: %.*s\n", word + 1, STR_ARG(sentence->words[word].form), STR_ARG(event_text(context->coder, told->frame->name)),
        STR_ARG(event_text(context->coder, told->frame->pattern)));
    if (!fits) {
        if (told->failed_slot < 0)
            buf_printf(out, "    does not fit: %s\n", told->failed);
        else
            buf_printf(out, "    does not fit: its slot %d is not filled\n", told->failed_slot + 1);
        return;
    }
    struct standing standing = event_standing(context, sentence, &match);
    participants(out, "source", &match.source);
    participants(out, "recipient", &match.recipient);
    buf_printf(out, "    fits with %d points: %.*s %.*s%s\n", match.score, STR_ARG(event_text(context->coder, match.frame->type)),
        STR_ARG(event_text(context->coder, match.frame->cameo)), match.frame->reciprocal ? ", reciprocal" : "");
    if (standing.blocked)
        buf_printf(out, "    blocked: %s\n", standing.why);
    if (standing.future)
        buf_add(out, STR("    announced for the future\n"));
    buf_printf(out, "    aspects:%s%s%s\n", standing.aspects & ASPECT_NEGATED ? " negated" : "", standing.aspects & ASPECT_HYPOTHETICAL ? " hypothetical" : "",
        standing.aspects & ASPECT_QUOTED ? " quoted" : "");
}

void event_why(const struct event_coder *coder, const struct actor *actor, struct arena *arena, const struct sentence *sentence,
               const struct mention_list *mentions, struct buf *out)
{
    struct event_options options = {.statements = true};
    struct paragraph paragraph = {.text = sentence->text};
    struct article article = {.paragraphs = {.at = &paragraph, .len = 1, .room = 1}};
    struct event_context context = {.coder = coder, .actor = actor, .arena = arena, .article = &article, .sentences = sentence, .count = 1,
        .mentions = mentions, .options = &options};
    event_quotations(&context);
    for (size_t i = 0; i < mentions->len; i++)
        buf_printf(out, "  actor \"%.*s\" = %.*s, %.*s %.*s (%.*s)\n", STR_ARG(mentions->at[i].text), STR_ARG(mentions->at[i].actor.len ? mentions->at[i].actor
            : mentions->at[i].name), STR_ARG(mentions->at[i].country), STR_ARG(mentions->at[i].sector), STR_ARG(mentions->at[i].how));
    for (int i = 0; i < (int)sentence->count; i++)
        word_why(&context, sentence, i, out);
}

void event_frames_report(const struct event_coder *coder, struct arena *arena, enum event_report report, struct buf *out)
{
    (void)arena;
    for (size_t i = 0; i < coder->frame_count; i++) {
        const struct frame *frame = &coder->frames[i];
        if (report == EVENT_UNUSED && frame->example.len == 0)
            buf_printf(out, "line %u: %.*s has no example\n", frame->line, STR_ARG(event_text(coder, frame->name)));
        for (size_t k = i + 1; report == EVENT_CONFLICTS && k < coder->frame_count; k++)
            if (str_eq(event_text(coder, frame->pattern), event_text(coder, coder->frames[k].pattern)) && frame->pos == coder->frames[k].pos)
                buf_printf(out, "lines %u and %u: %.*s and %.*s have one pattern\n", frame->line, coder->frames[k].line,
                    STR_ARG(event_text(coder, frame->name)), STR_ARG(event_text(coder, coder->frames[k].name)));
    }
}
