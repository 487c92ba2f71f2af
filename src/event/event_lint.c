/* event_lint.c: `triggers --lint`: are the tables sound, and does each frame code its own example?
 *
 * The example of a frame is coded with all frames; an event of the frame's type must come out, with the source and the recipient that
 * the line names (the words of one within the other). What does not is reported with the frame's name and what came instead.
 */
#include "event/event_context.h"

/* An event_coder over tables just read, without a file. */
static struct event_coder coder_of(const struct pack_out *pack)
{
    struct event_coder coder = {0};
    for (size_t i = 0; i < pack->count; i++) {
        str name = str_from(pack->sections[i].name), bytes = pack->sections[i].bytes;
        if (str_eq(name, STR("strings")))
            coder.strings = bytes;
        else if (str_eq(name, STR("frames")))
            coder.frames = (const void *)bytes.at, coder.frame_count = bytes.len / sizeof *coder.frames;
        else if (str_eq(name, STR("triggers")))
            coder.triggers = (const void *)bytes.at, coder.trigger_count = bytes.len / sizeof *coder.triggers;
        else if (str_eq(name, STR("governors")))
            coder.governors = (const void *)bytes.at, coder.governor_count = bytes.len / sizeof *coder.governors;
        else if (str_eq(name, STR("types")))
            coder.types = (const void *)bytes.at, coder.type_count = bytes.len / sizeof *coder.types;
        else if (str_eq(name, STR("cameo")))
            coder.cameo = (const void *)bytes.at, coder.cameo_count = bytes.len / sizeof *coder.cameo;
        else if (str_eq(name, STR("futures")))
            coder.futures = (const void *)bytes.at, coder.future_count = bytes.len / sizeof *coder.futures;
        else if (str_eq(name, STR("contexts")))
            coder.contexts = (const void *)bytes.at, coder.context_count = bytes.len / sizeof *coder.contexts;
        else if (str_eq(name, STR("kinds")))
            coder.kinds = (const void *)bytes.at, coder.kind_count = bytes.len / sizeof *coder.kinds;
    }
    return coder;
}

/* One of the participants says what is expected: either text lies in the other. */
static bool told(const struct participant_list *list, str expected)
{
    for (size_t i = 0; i < list->len; i++)
        if (str_has(list->at[i].text, expected) || str_has(expected, list->at[i].text))
            return true;
    return expected.len == 0;
}

static const struct event *event_of(const struct event_list *list, str type)
{
    for (size_t i = 0; i < list->len; i++)
        if (str_eq(list->at[i].type, type))
            return &list->at[i];
    return NULL;
}

/* All events of the example, of which the mentions and trees of one setting tell. */
static struct event_list example_code(struct arena *arena, const struct event_coder *coder, str example, const struct text *text,
                                      const struct actor *actor, enum text_setting setting)
{
    struct sentence_list sentences = {0};
    struct mention_list mentions = {0};
    struct timex_list times = {0};
    struct event_list events = {0};
    struct paragraph paragraph = {.text = example};
    struct article article = {.paragraphs = {.at = &paragraph, .len = 1, .room = 1}};
    struct event_options options = {.statements = true};
    struct event_date date = {.at = DAY_NONE};
    text_split(text, arena, example, 0, &sentences);
    for (size_t i = 0; i < sentences.len; i++)
        sentences.at[i].number = (uint32_t)i;
    text_annotate(text, arena, sentences.at, sentences.len, NULL, setting);
    actor_find(actor, arena, sentences.at, sentences.len, DAY_NONE, &mentions);
    event_code(coder, actor, arena, &article, sentences.at, sentences.len, &mentions, &times, NULL, &date, &options, &events, NULL);
    return events;
}

static bool example_holds(const struct event_coder *coder, const struct frame *frame, const struct event_list *events)
{
    const struct event *event = event_of(events, event_text(coder, frame->type));
    return event && told(&event->source, event_text(coder, frame->example_source)) && told(&event->recipient, event_text(coder, frame->example_recipient));
}

/* An example counts as coded where one of the settings codes it: lint looks for wrong frames, not for the slips of the fast parser. */
static bool example_check(struct arena *arena, const struct event_coder *coder, const struct frame *frame, const struct text *text,
                          const struct actor *actor, struct buf *out)
{
    str example = event_text(coder, frame->example), type = event_text(coder, frame->type);
    struct event_list events = {0};
    for (enum text_setting setting = TEXT_FAST; setting <= TEXT_ACCURATE; setting++) {
        if (!text_has_setting(text, setting))
            continue;
        events = example_code(arena, coder, example, text, actor, setting);
        if (example_holds(coder, frame, &events))
            return true;
    }
    buf_printf(out, "frames: %.*s (line %u): \"%.*s\" gave ", STR_ARG(event_text(coder, frame->name)), frame->line, STR_ARG(example));
    if (event_of(&events, type))
        buf_printf(out, "the type, but not source \"%.*s\" and recipient \"%.*s\"\n", STR_ARG(event_text(coder, frame->example_source)),
            STR_ARG(event_text(coder, frame->example_recipient)));
    else
        buf_printf(out, "%.*s instead of %.*s\n", STR_ARG(events.len ? events.at[0].frame : STR("nothing")), STR_ARG(type.len ? type : STR("a statement")));
    return false;
}

size_t event_lint(struct arena *arena, const char *folder, const struct text *text, const struct actor *actor, struct buf *out)
{
    struct pack_out pack;
    struct err err = {0};
    char why[1100];
    size_t problems = event_tables_read(arena, folder, &pack, out, &err);
    if (problems == SIZE_MAX) {
        buf_printf(out, "%s\n", err_text(&err, why, sizeof why));
        return 1;
    }
    struct event_coder coder = coder_of(&pack);
    for (size_t i = 0; i < coder.frame_count; i++)
        if (coder.frames[i].example.len)
            problems += !example_check(arena, &coder, &coder.frames[i], text, actor, out);
    return problems;
}
