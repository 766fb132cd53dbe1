/* getopt_long(3): options that are words. An abbreviation will do as long as it fits one of them only. */
#include <bits/getopt.h>
#include <stdio.h>
#include <string.h>

/* The word that is looked at: behind its dashes, up to a `=`. */
struct word {
    const char *program;
    const char *dashes;
    char *text;
    size_t len;
    int is_quiet;
};

static int fits(const struct option *option, const struct word *word)
{
    return strncmp(option->name, word->text, word->len) == 0;
}

static int means_the_same(const struct option *one, const struct option *other)
{
    return one->has_arg == other->has_arg && one->flag == other->flag && one->val == other->val;
}

/* The option of exactly this name, or NULL. */
static const struct option *exact(const struct option *list, const struct word *word)
{
    for (; list->name; list++)
        if (fits(list, word) && strlen(list->name) == word->len)
            return list;
    return NULL;
}

/* The first option that the word abbreviates, or NULL; whether others fit that mean something else. */
static const struct option *abbreviated(const struct long_options *options, const struct word *word, int *is_ambiguous)
{
    const struct option *found = NULL;

    *is_ambiguous = 0;
    for (const struct option *option = options->list; option->name; option++) {
        if (!fits(option, word))
            continue;
        if (!found)
            found = option;
        else if (options->is_only || !means_the_same(found, option))
            *is_ambiguous = 1;
    }
    return found;
}

static int refuse_ambiguous(const struct long_options *options, const struct option *first, const struct word *word)
{
    optind++;
    optopt = 0;
    if (word->is_quiet)
        return '?';
    fprintf(stderr, "%s: option '%s%s' is ambiguous; possibilities:", word->program, word->dashes, word->text);
    for (const struct option *option = options->list; option->name; option++)
        if (fits(option, word) && (option == first || options->is_only || !means_the_same(first, option)))
            fprintf(stderr, " '%s%s'", word->dashes, option->name);
    fputc('\n', stderr);
    return '?';
}

static int refuse_unknown(const struct word *word)
{
    optind++;
    optopt = 0;
    if (!word->is_quiet)
        fprintf(stderr, "%s: unrecognized option '%s%s'\n", word->program, word->dashes, word->text);
    return '?';
}

static int refuse(const struct option *found, const struct word *word, const char *why)
{
    if (!word->is_quiet)
        fprintf(stderr, "%s: option '%s%s' %s argument\n", word->program, word->dashes, found->name, why);
    optopt = found->val;
    return '?';
}

/* The option is known: its argument, and what it gives. */
static int accept_option(int argc, char **argv, const char *short_options, const struct long_options *options,
                         const struct option *found, const struct word *word)
{
    optind++;
    if (word->text[word->len] == '=') {
        if (!found->has_arg)
            return refuse(found, word, "doesn't allow an");
        optarg = word->text + word->len + 1;
    } else if (found->has_arg == required_argument) {
        if (optind >= argc) {
            refuse(found, word, "requires an");
            return *short_options == ':' ? ':' : '?';
        }
        optarg = argv[optind++];
    }
    if (options->index)
        *options->index = (int)(found - options->list);
    if (!found->flag)
        return found->val;
    *found->flag = found->val;
    return 0;
}

static int take(int argc, char **argv, const char *short_options, struct long_options *options, int is_quiet)
{
    char *arg = argv[optind];
    int has_two_dashes = arg[1] == '-';
    struct word word = { argv[0], has_two_dashes ? "--" : "-", arg + 1 + has_two_dashes, 0, is_quiet };
    const struct option *found;
    int is_ambiguous = 0;

    if (!has_two_dashes && !(options->is_only && (arg[2] || !strchr(short_options, arg[1]))))
        return NOT_LONG;
    word.len = strcspn(word.text, "=");
    found = exact(options->list, &word);
    if (!found)
        found = abbreviated(options, &word, &is_ambiguous);
    if (is_ambiguous)
        return refuse_ambiguous(options, found, &word);
    if (found)
        return accept_option(argc, argv, short_options, options, found, &word);
    if (!has_two_dashes && strchr(short_options, arg[1]))
        return NOT_LONG;
    return refuse_unknown(&word);
}

int getopt_long(int argc, char *const argv[], const char *options, const struct option *list, int *index)
{
    struct long_options long_options = { list, index, 0, take };

    return __getopt(argc, argv, options, list ? &long_options : NULL);
}

int getopt_long_only(int argc, char *const argv[], const char *options, const struct option *list, int *index)
{
    struct long_options long_options = { list, index, 1, take };

    return __getopt(argc, argv, options, list ? &long_options : NULL);
}
