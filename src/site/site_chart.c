/* site_chart.c: charts as SVG that needs no script and no style of its own.
 *
 * Large charts have x in per cent and y in pixels and no viewBox, so that text keeps its size and the chart its height at any
 * width; curves stand in a nested svg that stretches. Each chart has a title that says what is seen, a line that says what is drawn,
 * and its table. Cooperation is counted above the line, conflict below it.
 */
#include <math.h>

#include "site/site_private.h"

uint32_t week_cooperation(const struct status_week *week)
{
    return week->events[0] + week->events[1];
}

uint32_t week_conflict(const struct status_week *week)
{
    return week->events[2] + week->events[3];
}

static void largest(const struct status_week_list *weeks, uint32_t *up, uint32_t *down)
{
    *up = *down = 0;
    for (size_t i = 0; i < weeks->len; i++) {
        uint32_t cooperation = week_cooperation(&weeks->at[i]), conflict = week_conflict(&weeks->at[i]);
        *up = cooperation > *up ? cooperation : *up;
        *down = conflict > *down ? conflict : *down;
    }
}

static void rect(struct html *html, const char *class, double x, const char *x_unit, double y, double width, double height)
{
    html_open_class(html, TAG_RECT, class);
    html_attr_num(html, AT_X, x, x_unit);
    html_attr_num(html, AT_Y, y, "");
    html_attr_num(html, AT_WIDTH, width, x_unit);
    html_attr_num(html, AT_HEIGHT, height, "");
    html_close(html, TAG_RECT);
}

static void line(struct html *html, const char *class, double x1, double x2, const char *unit, double y1, double y2)
{
    html_open_class(html, TAG_LINE, class);
    html_attr_num(html, AT_X1, x1, unit);
    html_attr_num(html, AT_X2, x2, unit);
    html_attr_num(html, AT_Y1, y1, "");
    html_attr_num(html, AT_Y2, y2, "");
    html_close(html, TAG_LINE);
}

static void label(struct html *html, const char *class, double x, double y, str text)
{
    html_open_class(html, TAG_SVG_TEXT, class);
    html_attr_num(html, AT_X, x, "%");
    html_attr_num(html, AT_Y, y, "");
    html_text(html, text);
    html_close(html, TAG_SVG_TEXT);
}

/* ---- Sparkline ---- */

#define SPARK_WEEK 3                /* pixels a week */
#define SPARK_BARS 38               /* of bars above and below */

static void spark_strip(struct html *html, const struct status_week_list *weeks, size_t offset, double top)
{
    for (size_t i = offset, end; i < weeks->len; i = end) {
        enum status_word word = weeks->at[i].status;
        for (end = i + 1; end < weeks->len && weeks->at[end].status == word; end++) {}
        double x = (double)(i - offset) * SPARK_WEEK, width = (double)(end - i) * SPARK_WEEK - 1;
        double y = top + (word == STATUS_IMPROVING ? 0 : word == STATUS_DETERIORATING ? 6 : 3);
        if (word == STATUS_UNCLEAR)
            line(html, "dash", x, x + width, "", y + 1, y + 1);
        else
            rect(html, part_status_class(word), x, "", y, width, 2);
    }
}

void chart_spark(struct request *request, struct html *html, const struct status_week_list *weeks, int window, str name, bool strip)
{
    uint32_t up, down;
    size_t offset = weeks->len > 52 ? weeks->len - 52 : 0, count = weeks->len - offset;
    largest(weeks, &up, &down);
    double unit = (double)SPARK_BARS / (double)(up + down ? up + down : 1);
    unit = unit > 6 ? 6 : unit;
    double zero = up + down ? up * unit + 1 : SPARK_BARS / 2.0;
    double height = strip ? 54 : up * unit + down * unit + 3;
    html_open_class(html, TAG_SVG, "spark");
    html_attr_int(html, AT_WIDTH, 52 * SPARK_WEEK);
    html_attr_num(html, AT_HEIGHT, height, "");
    html_attr(html, AT_ROLE, STR("img"));
    html_attr_printf(html, AT_ARIA_LABEL, "%.*s: weekly events, %zu weeks: cooperation up to %u, conflict up to %u a week", STR_ARG(name),
                     count, up, down);
    double ground = window / 7.0 * SPARK_WEEK;
    rect(html, "win", 52 * SPARK_WEEK - ground, "", 0, ground, strip ? 42 : height);
    double shift = (double)(52 - count) * SPARK_WEEK;
    for (size_t i = offset; i < weeks->len; i++) {
        double x = shift + (double)(i - offset) * SPARK_WEEK;
        double high = week_cooperation(&weeks->at[i]) * unit, low = week_conflict(&weeks->at[i]) * unit;
        if (high > 0)
            rect(html, "up", x, "", round(zero - high), 2, round(high));
        if (low > 0)
            rect(html, "down", x, "", round(zero) + 1, 2, round(low));
    }
    html_open_class(html, TAG_PATH, "zero");
    html_attr_printf(html, AT_D, "M0 %d.5h%d", (int)round(zero), 52 * SPARK_WEEK);
    html_close(html, TAG_PATH);
    if (strip)
        spark_strip(html, weeks, offset, 45);
    html_close(html, TAG_SVG);
    (void)request;
}

/* ---- The three chances, always in the same order ---- */

void chart_odds(struct html *html, struct arena *arena, struct status_p p)
{
    const double parts[3] = {p.improving, p.unchanged, p.deteriorating};
    static const char *const classes[3] = {"up", "same", "down"};
    (void)arena;
    html_open_class(html, TAG_SVG, "odds");
    html_attr(html, AT_ROLE, STR("img"));
    html_attr_printf(html, AT_ARIA_LABEL, "Chance of improving %d%%, unchanged %d%%, deteriorating %d%%", words_percent_value(p.improving),
                     words_percent_value(p.unchanged), words_percent_value(p.deteriorating));
    double x = 0;
    for (int i = 0; i < 3; i++) {
        double width = parts[i] * 100 - 0.7;
        if (width > 0.3)
            rect(html, classes[i], x, "%", 0, width, 6);
        x += parts[i] * 100;
    }
    html_close(html, TAG_SVG);
}

void chart_effect(struct html *html, double effect, double most)
{
    double half = most > 0 ? fabs(effect) / most * 50 : 0;
    html_open_class(html, TAG_SVG, "eff");
    html_attr_int(html, AT_HEIGHT, 10);
    html_attr(html, AT_ARIA_HIDDEN, STR("true"));
    rect(html, effect >= 0 ? "up" : "down", effect >= 0 ? 50 : 50 - half, "%", 0, half, 10);
    line(html, "zero", 50, 50, "%", 0, 10);
    html_close(html, TAG_SVG);
}

/* ---- The weeks of a category ---- */

#define WEEKS_TOP 46                /* pixel of the highest bar */
#define WEEKS_BARS 184              /* pixels of bars above and below */
#define WEEKS_LEFT 5.0              /* per cent left for the axis */

struct frame {const struct status_week_list *weeks; double unit, zero, bottom, step; uint32_t up, down;};

static double week_x(const struct frame *frame, double week)
{
    return WEEKS_LEFT + week * frame->step;
}

static uint32_t tick_step(uint32_t most)
{
    static const uint32_t steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (most / steps[i] <= 5)
            return steps[i];
    return most / 4 + 1;
}

static void weeks_strip(struct html *html, const struct frame *frame)
{
    static const char *const bands[] = {[STATUS_UNCLEAR] = "b-open", [STATUS_IMPROVING] = "b-up", [STATUS_UNCHANGED] = "b-same",
                                        [STATUS_DETERIORATING] = "b-down"};
    const struct status_week_list *weeks = frame->weeks;
    for (size_t i = 0, end; i < weeks->len; i = end) {
        enum status_word word = weeks->at[i].status;
        for (end = i + 1; end < weeks->len && weeks->at[end].status == word; end++) {}
        double x = week_x(frame, (double)i), width = (double)(end - i) * frame->step;
        rect(html, bands[word], x, "%", 0.5, width, 20);
        html_open(html, TAG_SVG);
        html_attr_num(html, AT_X, x, "%");
        html_attr_int(html, AT_Y, 5);
        html_attr_num(html, AT_WIDTH, width, "%");
        html_attr_int(html, AT_HEIGHT, 14);
        html_open_class(html, TAG_USE, part_status_class(word));
        html_attr_printf(html, AT_HREF, "#%s", part_status_class(word));
        html_attr_num(html, AT_X, width < 2.2 ? 1 : 5, "");
        html_attr_num(html, AT_Y, 1, "");
        html_attr_int(html, AT_WIDTH, 9);
        html_attr_int(html, AT_HEIGHT, 9);
        html_close(html, TAG_USE);
        if (width > 11) {
            html_open_class(html, TAG_SVG_TEXT, "on alt");
            html_attr_int(html, AT_X, 19);
            html_attr_int(html, AT_Y, 10);
            html_text(html, str_from(status_word_name(word)));
            html_close(html, TAG_SVG_TEXT);
        }
        html_close(html, TAG_SVG);
    }
}

static void weeks_grid(struct html *html, const struct frame *frame, struct arena *arena)
{
    uint32_t step = tick_step(frame->up > frame->down ? frame->up : frame->down);
    for (uint32_t value = step; value <= frame->up; value += step) {
        line(html, "grid", WEEKS_LEFT, 100, "%", frame->zero - value * frame->unit, frame->zero - value * frame->unit);
        label(html, "endt", WEEKS_LEFT - 0.7, frame->zero - value * frame->unit + 4, words_count(arena, value));
    }
    for (uint32_t value = step; value <= frame->down; value += step) {
        line(html, "grid", WEEKS_LEFT, 100, "%", frame->zero + value * frame->unit, frame->zero + value * frame->unit);
        label(html, "endt", WEEKS_LEFT - 0.7, frame->zero + value * frame->unit + 4, words_count(arena, value));
    }
    label(html, "endt", WEEKS_LEFT - 0.7, frame->zero + 4, STR("0"));
}

/* Months on the axis; with years of weeks only Januaries. Odd ones are left out where it is narrow. */
static void weeks_months(struct html *html, const struct frame *frame, struct arena *arena, double y)
{
    static const char *const names[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    day first = frame->weeks->at[0].at - 6, last = frame->weeks->at[frame->weeks->len - 1].at;
    bool years = last - first > 500;
    size_t shown = 0;
    for (day at = first; at <= last; at++) {
        int year, month, number;
        day_split(at, &year, &month, &number);
        if (number != 1 || (years && month != 1))
            continue;
        double x = week_x(frame, (double)(at - first) / 7);
        if (x > 97)
            break;
        line(html, "grid", x, x, "%", y, y + 6);
        str text = years ? arena_printf(arena, "%d", year) : month == 1 ? arena_printf(arena, "Jan ’%02d", year % 100)
            : str_from(names[month - 1]);
        label(html, shown++ % 2 ? "alt" : "", x + 0.3, y + 19, text);
    }
}

struct key {size_t week; str text; bool below;};
struct key_list {struct key *at; size_t len, room;};

static void weeks_keys(struct html *html, const struct frame *frame, const struct key_list *keys)
{
    for (size_t i = 0; i < keys->len; i++) {
        const struct status_week *week = &frame->weeks->at[keys->at[i].week];
        double y = keys->at[i].below ? frame->zero + week_conflict(week) * frame->unit + 13
            : frame->zero - week_cooperation(week) * frame->unit - 12;
        html_open(html, TAG_SVG);
        html_attr_num(html, AT_X, week_x(frame, (double)keys->at[i].week + 0.5), "%");
        html_attr_num(html, AT_Y, y, "");
        html_attr_int(html, AT_WIDTH, 1);
        html_attr_int(html, AT_HEIGHT, 1);
        html_attr(html, AT_OVERFLOW, STR("visible"));
        html_open_class(html, TAG_CIRCLE, "key");
        html_attr_int(html, AT_R, 8);
        html_close(html, TAG_CIRCLE);
        html_open_class(html, TAG_SVG_TEXT, "on mid");
        html_attr_int(html, AT_Y, 4);
        html_printf(html, "%c", 'a' + (int)i);
        html_close(html, TAG_SVG_TEXT);
        html_close(html, TAG_SVG);
    }
}

/* The highest week of each side, then the latest turns of the status: at most six, in the order of time. */
static struct key_list find_keys(struct request *request, const struct status_week_list *weeks)
{
    struct key_list keys = {0};
    size_t high = 0, low = 0;
    for (size_t i = 0; i < weeks->len; i++) {
        high = week_cooperation(&weeks->at[i]) > week_cooperation(&weeks->at[high]) ? i : high;
        low = week_conflict(&weeks->at[i]) > week_conflict(&weeks->at[low]) ? i : low;
    }
    struct arena *arena = request->arena;
    for (size_t i = weeks->len; i-- > 1 && keys.len < 4; )
        if (weeks->at[i].status != weeks->at[i - 1].status && i != high && i != low)
            *LIST_ADD(arena, &keys) = (struct key){i, arena_printf(arena, "week to %.*s: the status becomes %s",
                                                                   STR_ARG(words_date(arena, weeks->at[i].at)),
                                                                  status_word_name(weeks->at[i].status)), false};
    if (weeks->len && week_cooperation(&weeks->at[high]))
        *LIST_ADD(arena, &keys) = (struct key){high, arena_printf(arena, "week to %.*s: most cooperation, %.*s",
                                                                  STR_ARG(words_date(arena, weeks->at[high].at)),
                                                                 STR_ARG(words_of(arena, week_cooperation(&weeks->at[high]), "event",
                                                                     "events"))), false};
    if (weeks->len && week_conflict(&weeks->at[low]))
        *LIST_ADD(arena, &keys) = (struct key){low, arena_printf(arena, "week to %.*s: most conflict, %.*s",
                                                                 STR_ARG(words_date(arena, weeks->at[low].at)),
                                                                STR_ARG(words_of(arena, week_conflict(&weeks->at[low]), "event",
                                                                    "events"))), true};
    for (size_t i = 1; i < keys.len; i++)                 /* six at most: insertion */
        for (size_t j = i; j > 0 && keys.at[j - 1].week > keys.at[j].week; j--) {
            struct key swap = keys.at[j];
            keys.at[j] = keys.at[j - 1];
            keys.at[j - 1] = swap;
        }
    return keys;
}

static str weeks_title(struct request *request, const struct status_week_list *weeks)
{
    size_t high = 0, low = 0;
    for (size_t i = 0; i < weeks->len; i++) {
        high = week_cooperation(&weeks->at[i]) > week_cooperation(&weeks->at[high]) ? i : high;
        low = week_conflict(&weeks->at[i]) > week_conflict(&weeks->at[low]) ? i : low;
    }
    bool any_high = weeks->len && week_cooperation(&weeks->at[high]), any_low = weeks->len && week_conflict(&weeks->at[low]);
    struct arena *arena = request->arena;
    str when_high = any_high ? words_date_short(arena, weeks->at[high].at, DAY_NONE) : STR("");
    str when_low = any_low ? words_date_short(arena, weeks->at[low].at, DAY_NONE) : STR("");
    if (any_high && any_low)
        return arena_printf(arena, "Most cooperation in the week to %.*s, most conflict in the week to %.*s", STR_ARG(when_high),
                            STR_ARG(when_low));
    if (any_high)
        return arena_printf(arena, "Only cooperation, most in the week to %.*s", STR_ARG(when_high));
    if (any_low)
        return arena_printf(arena, "Only conflict, most in the week to %.*s", STR_ARG(when_low));
    return STR("No events in these weeks");
}

static void weeks_table(struct request *request, struct html *html, const struct status_week_list *weeks)
{
    static const char *const heads[] = {"Week to", "Cooperation", "Conflict", "Status", "Volume", "80% range", "Tone", "80% range"};
    struct arena *arena = request->arena;
    html_open(html, TAG_DETAILS);
    html_put(html, TAG_SUMMARY, NULL, STR("The weeks as a table"));
    html_open_class(html, TAG_DIV, "scroll");
    html_attr(html, AT_TABINDEX, STR("0"));
    html_attr(html, AT_ROLE, STR("region"));
    html_attr(html, AT_ARIA_LABEL, STR("Weekly events, volume and tone"));
    html_open(html, TAG_TABLE);
    html_attr(html, AT_DATA_CHART, STR("weeks"));
    html_open(html, TAG_THEAD);
    html_open(html, TAG_TR);
    for (size_t i = 0; i < 8; i++) {
        html_open_class(html, TAG_TH, i == 0 || i == 3 ? NULL : "n");
        html_attr(html, AT_SCOPE, STR("col"));
        html_text(html, str_from(heads[i]));
        html_close(html, TAG_TH);
    }
    html_close(html, TAG_TR);
    html_close(html, TAG_THEAD);
    html_open(html, TAG_TBODY);
    for (size_t i = weeks->len; i-- > 0; ) {
        const struct status_week *week = &weeks->at[i];
        html_open(html, TAG_TR);
        html_open(html, TAG_TH);
        html_attr(html, AT_SCOPE, STR("row"));
        part_time(html, arena, week->at, words_date_short(arena, week->at, DAY_NONE));
        html_close(html, TAG_TH);
        html_put(html, TAG_TD, "n", words_count(arena, week_cooperation(week)));
        html_put(html, TAG_TD, "n", words_count(arena, week_conflict(week)));
        html_put(html, TAG_TD, NULL, str_from(status_word_name(week->status)));
        html_put(html, TAG_TD, "n", words_rate(arena, week->volume.mean));
        html_put(html, TAG_TD, "n", arena_printf(arena, "%.*s–%.*s", STR_ARG(words_rate(arena, week->volume.low)),
                                                 STR_ARG(words_rate(arena, week->volume.high))));
        html_put(html, TAG_TD, "n", words_percent(arena, week->tone.mean));
        html_put(html, TAG_TD, "n", arena_printf(arena, "%d–%d%%", words_percent_value(week->tone.low),
                                                 words_percent_value(week->tone.high)));
        html_close(html, TAG_TR);
    }
    html_close(html, TAG_TBODY);
    html_close(html, TAG_TABLE);
    html_close(html, TAG_DIV);
    html_close(html, TAG_DETAILS);
}

static void weeks_draw(struct request *request, struct html *html, const struct status_week_list *weeks, int window, const char *id,
                       const struct key_list *keys)
{
    struct frame frame = {.weeks = weeks, .step = (100 - WEEKS_LEFT) / (double)weeks->len};
    largest(weeks, &frame.up, &frame.down);
    uint32_t both = frame.up + frame.down;
    frame.unit = (double)WEEKS_BARS / (both > 4 ? both : 4);
    frame.zero = WEEKS_TOP + frame.up * frame.unit;
    frame.bottom = frame.zero + frame.down * frame.unit + (frame.down ? 26 : 8);
    html_open_class(html, TAG_SVG, "chart");
    html_attr_num(html, AT_HEIGHT, round(frame.bottom) + 24, "");
    html_attr(html, AT_ROLE, STR("img"));
    html_attr(html, AT_ARIA_LABELLEDBY, str_from(id));
    weeks_strip(html, &frame);
    double ground = window / 7.0 * frame.step;
    rect(html, "win", 100 - ground, "%", 26, ground, frame.bottom - 26);
    weeks_grid(html, &frame, request->arena);
    for (size_t i = 0; i < weeks->len; i++) {
        double x = week_x(&frame, (double)i + 0.14), width = frame.step * 0.72;
        uint32_t high = week_cooperation(&weeks->at[i]), low = week_conflict(&weeks->at[i]);
        if (high)
            rect(html, "up", x, "%", frame.zero - high * frame.unit, width, high * frame.unit);
        if (low)
            rect(html, "down", x, "%", frame.zero, width, low * frame.unit);
    }
    line(html, "zero", WEEKS_LEFT, 100, "%", frame.zero, frame.zero);
    label(html, "on halo", WEEKS_LEFT + 0.5, 40, STR("Cooperation"));
    if (frame.down)
        label(html, "on halo", WEEKS_LEFT + 0.5, frame.bottom - 6, STR("Conflict"));
    weeks_keys(html, &frame, keys);
    line(html, "grid", WEEKS_LEFT, 100, "%", frame.bottom, frame.bottom);
    weeks_months(html, &frame, request->arena, frame.bottom);
    html_close(html, TAG_SVG);
}

void chart_weeks(struct request *request, struct html *html, const struct status_week_list *weeks, int window, const char *id)
{
    struct arena *arena = request->arena;
    bool years = weeks->len > 60;
    html_open(html, TAG_FIGURE);
    html_open(html, TAG_FIGCAPTION);
    html_open_class(html, TAG_DIV, "h");
    html_open(html, TAG_H2);
    html_attr(html, AT_ID, str_from(id));
    html_text(html, weeks_title(request, weeks));
    html_close(html, TAG_H2);
    str path = str_sub(request->target, 0, str_find_char(request->target, '?', 0));
    html_open(html, TAG_P);
    html_link(html, NULL, site_query_with(request, path, "weeks", years ? STR("") : STR("260")), years ? STR("12 months") : STR("5 years"));
    html_close(html, TAG_P);
    html_close(html, TAG_DIV);
    html_open(html, TAG_P);
    if (weeks->len)
        html_printf(html, "Events a week, %.*s to %.*s. The strip shows the status; the grey ground is the window of %d days.",
                    STR_ARG(words_date(arena, weeks->at[0].at - 6)), STR_ARG(words_date(arena, weeks->at[weeks->len - 1].at)), window);
    html_close(html, TAG_P);
    html_close(html, TAG_FIGCAPTION);
    if (weeks->len) {
        struct key_list keys = find_keys(request, weeks);
        weeks_draw(request, html, weeks, window, id, &keys);
        html_open_class(html, TAG_OL, "keys");
        for (size_t i = 0; i < keys.len; i++) {
            html_open(html, TAG_LI);
            html_open(html, TAG_B);
            html_printf(html, "%c", 'a' + (int)i);
            html_close(html, TAG_B);
            html_say(html, " ");
            html_text(html, keys.at[i].text);
            html_close(html, TAG_LI);
        }
        html_close(html, TAG_OL);
        weeks_table(request, html, weeks);
    }
    html_close(html, TAG_FIGURE);
}

/* ---- Volume and tone with their ranges ---- */

static struct status_range range_of(const struct status_week *week, enum chart_range what)
{
    return what == CHART_VOLUME ? week->volume : week->tone;
}

static void ranges_curve(struct request *request, struct html *html, const struct status_week_list *weeks, enum chart_range what,
                         double most)
{
    struct buf band = buf_make(request->arena), middle = buf_make(request->arena);
    for (size_t i = 0; i < weeks->len; i++) {
        struct status_range range = range_of(&weeks->at[i], what);
        buf_printf(&band, "%c%zu,%.1f", i ? 'L' : 'M', i, 92 - range.high / most * 92);
        buf_printf(&middle, "%s%zu,%.1f", i ? " " : "", i, 92 - range.mean / most * 92);
    }
    for (size_t i = weeks->len; i-- > 0; )
        buf_printf(&band, "L%zu,%.1f", i, 92 - range_of(&weeks->at[i], what).low / most * 92);
    buf_add_char(&band, 'Z');
    html_open(html, TAG_SVG);
    html_attr(html, AT_X, STR("9%"));
    html_attr_int(html, AT_Y, 14);
    html_attr(html, AT_WIDTH, STR("91%"));
    html_attr_int(html, AT_HEIGHT, 92);
    html_attr_printf(html, AT_VIEWBOX, "0 0 %zu 92", weeks->len - 1);
    html_attr(html, AT_PRESERVE, STR("none"));
    html_open_class(html, TAG_PATH, "band");
    html_attr(html, AT_D, buf_str(&band));
    html_close(html, TAG_PATH);
    html_open_class(html, TAG_POLYLINE, "line");
    html_attr(html, AT_POINTS, buf_str(&middle));
    html_close(html, TAG_POLYLINE);
    html_close(html, TAG_SVG);
}

static str ranges_title(struct request *request, const struct status_week_list *weeks, enum chart_range what)
{
    double now = range_of(&weeks->at[weeks->len - 1], what).mean, before = 0;
    size_t count = 0;
    for (size_t i = weeks->len > 30 ? weeks->len - 30 : 0; i + 4 < weeks->len; i++, count++)
        before += range_of(&weeks->at[i], what).mean;
    before = count ? before / (double)count : now;
    if (what == CHART_TONE)
        return now >= 0.8 ? STR("Tone: nearly all cooperative") : now >= 0.6 ? STR("Tone: mostly cooperative") : now > 0.4
            ? STR("Tone: divided")
             : now > 0.2 ? STR("Tone: mostly conflict") : STR("Tone: nearly all conflict");
    (void)request;
    return now > before * 1.25 ? STR("Volume: more events than before") : now < before * 0.8 ? STR("Volume: fewer events than before")
                               : STR("Volume: about as many events as before");
}

void chart_ranges(struct request *request, struct html *html, const struct status_week_list *weeks, enum chart_range what)
{
    if (weeks->len < 2)
        return;
    double most = what == CHART_TONE ? 1 : 0.5;
    for (size_t i = 0; i < weeks->len && what == CHART_VOLUME; i++)
        most = weeks->at[i].volume.high > most ? weeks->at[i].volume.high : most;
    uint32_t step = tick_step((uint32_t)ceil(most));
    if (what == CHART_VOLUME)
        most = ceil(most / step) * step;
    html_open(html, TAG_FIGURE);
    html_open(html, TAG_FIGCAPTION);
    html_put(html, TAG_H2, NULL, ranges_title(request, weeks, what));
    html_put(html, TAG_P, NULL, what == CHART_VOLUME ? STR("Events a week, with the 80% credible range")
             : STR("Share of cooperation among events, with the 80% credible range"));
    html_close(html, TAG_FIGCAPTION);
    html_open_class(html, TAG_SVG, "chart");
    html_attr_int(html, AT_HEIGHT, 128);
    html_attr(html, AT_ROLE, STR("img"));
    struct status_range last = range_of(&weeks->at[weeks->len - 1], what);
    if (what == CHART_VOLUME)
        html_attr_printf(html, AT_ARIA_LABEL, "Volume: %.*s events a week at the end", STR_ARG(words_rate(request->arena, last.mean)));
    else
        html_attr_printf(html, AT_ARIA_LABEL, "Tone: %d%% cooperative at the end", words_percent_value(last.mean));
    for (int i = 0; i <= 4; i++) {
        double value = what == CHART_TONE ? i / 2.0 : (double)step * i;
        if (value > most + 1e-9)
            break;
        double y = 106 - value / most * 92;
        line(html, "grid", 9, 100, "%", y, y);
        label(html, "endt", 8, y + 4, what == CHART_TONE ? arena_printf(request->arena, "%d%%", i * 50)
              : words_count(request->arena, step * (uint32_t)i));
    }
    ranges_curve(request, html, weeks, what, most);
    day first = weeks->at[0].at, end = weeks->at[weeks->len - 1].at;
    label(html, "", 9, 124, words_date_short(request->arena, first, end));
    label(html, "endt", 100, 124, words_date_short(request->arena, end, end));
    html_close(html, TAG_SVG);
    html_close(html, TAG_FIGURE);
}

/* ---- Events found, by year ---- */

void chart_years(struct request *request, struct html *html, const struct store_facet_list *years)
{
    uint32_t most = 1;
    for (size_t i = 0; i < years->len; i++)
        most = years->at[i].count > most ? years->at[i].count : most;
    html_open_class(html, TAG_FIGURE, "next");
    html_open(html, TAG_FIGCAPTION);
    html_open(html, TAG_H2);
    html_attr(html, AT_ID, STR("hi"));
    html_say(html, "Events a year");
    html_close(html, TAG_H2);
    html_close(html, TAG_FIGCAPTION);
    html_open_class(html, TAG_SVG, "chart");
    html_attr_int(html, AT_HEIGHT, 68);
    html_attr(html, AT_ROLE, STR("img"));
    struct buf text = buf_make(request->arena);
    buf_add(&text, STR("Events found:"));
    for (size_t i = 0; i < years->len; i++)
        buf_printf(&text, "%s %u in %.*s", i ? "," : "", years->at[i].count, STR_ARG(years->at[i].name));
    html_attr(html, AT_ARIA_LABEL, buf_str(&text));
    double step = 100.0 / (double)(years->len > 4 ? years->len : 4);
    for (size_t i = 0; i < years->len; i++) {
        double height = round(years->at[i].count * 34.0 / most);
        rect(html, "bar", (double)i * step + step * 0.1, "%", 48 - height, step * 0.8, height);
        label(html, "mid", (double)i * step + step / 2, 44 - height, words_count(request->arena, years->at[i].count));
        label(html, "mid", (double)i * step + step / 2, 64, years->at[i].name);
    }
    line(html, "zero", 0, 100, "%", 48.5, 48.5);
    html_close(html, TAG_SVG);
    html_close(html, TAG_FIGURE);
}
