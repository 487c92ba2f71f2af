/* The language of frames: breaks when a pattern is read into other slots than its sentence means, or a broken one is let through. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/base_test.h"
#include "event/event_frame.h"

static struct arena *arena;

static bool read(const char *text, char pos, struct pattern *pattern, char *why, size_t room)
{
    struct map classes = map_make(arena);
    static str talks = STR_INIT("talk|meeting");
    *map_at(&classes, STR("talks"), NULL) = (uintptr_t)&talks;
    return event_pattern_read(arena, str_from(text), pos, &classes, pattern, why, room);
}

static void slots_follow_the_sentence(void **state)
{
    struct pattern pattern;
    char why[256];
    (void)state;
    assert_true(read("SOURCE accuse|blame RECIPIENT (of *)", 'v', &pattern, why, sizeof why));
    assert_str(pattern.triggers, "accuse|blame");
    assert_int_equal(pattern.slot_count, 3);
    assert_int_equal(pattern.slots[0].place, SLOT_SUBJECT);
    assert_int_equal(pattern.slots[0].role, ROLE_SOURCE);
    assert_int_equal(pattern.slots[1].place, SLOT_OBJECT);
    assert_int_equal(pattern.slots[1].role, ROLE_RECIPIENT);
    assert_int_equal(pattern.slots[2].place, SLOT_OBLIQUE);
    assert_false(pattern.slots[2].required);
    assert_str(pattern.slots[2].prepositions, "of");
    assert_false(pattern.reciprocal);
}

static void classes_particles_and_complements(void **state)
{
    struct pattern pattern;
    char why[256];
    (void)state;
    assert_true(read("SOURCE call +off [@talks|summit]", 'v', &pattern, why, sizeof why));
    assert_int_equal(pattern.slots[1].place, SLOT_PARTICLE);
    assert_str(pattern.slots[1].prepositions, "off");
    assert_int_equal(pattern.slots[2].place, SLOT_OBJECT);
    assert_str(pattern.slots[2].fillers, "talk|meeting|summit");
    assert_false(read("SOURCE call off", 'v', &pattern, why, sizeof why));
    assert_true(read("SOURCE ask RECIPIENT to+[@talks]", 'v', &pattern, why, sizeof why));
    assert_int_equal(pattern.slots[2].place, SLOT_INFINITIVE);
    assert_str(pattern.slots[2].fillers, "talk|meeting");
    assert_true(read("BOTH meet", 'v', &pattern, why, sizeof why));
    assert_true(pattern.reciprocal);
    assert_true(read("SOURCE visit of RECIPIENT", 'n', &pattern, why, sizeof why));
    assert_int_equal(pattern.slots[1].place, SLOT_OBJECT);
}

static void broken_patterns_say_why(void **state)
{
    struct pattern pattern;
    char why[256];
    (void)state;
    assert_false(read("SOURCE", 'v', &pattern, why, sizeof why));
    assert_string_equal(why, "no trigger in: \"SOURCE\"");
    assert_false(read("SOURCE hold [@nothing]", 'v', &pattern, why, sizeof why));
    assert_string_equal(why, "no such class of words: \"@nothing\"");
    assert_false(read("SOURCE hold (RECIPIENT", 'v', &pattern, why, sizeof why));
    assert_string_equal(why, "brackets do not match in: \"SOURCE hold (RECIPIENT\"");
    assert_false(read("SOURCEX hold", 'v', &pattern, why, sizeof why));
    assert_false(read("SOURCE a of * by * to * in * on * at * for *", 'v', &pattern, why, sizeof why));
}

int main(void)
{
    arena = arena_make(0);
    const struct CMUnitTest tests[] = {cmocka_unit_test(slots_follow_the_sentence), cmocka_unit_test(classes_particles_and_complements),
        cmocka_unit_test(broken_patterns_say_why)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
