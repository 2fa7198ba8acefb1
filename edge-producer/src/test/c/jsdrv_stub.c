/*
 * A driver without instruments: the functions of the vendor's jsdrv.h that Joulelake uses, with the same layout of
 * structures and the same manners (one thread calls all listeners; what it hands out is gone when they return), and
 * devices that do what a test says. Written from the header's documentation; no code of the vendor's is in it.
 *
 *     cc -shared -fPIC -O2 -pthread -o libjsdrv.so jsdrv_stub.c -lm
 *
 * Tests drive it by the functions that begin with stub_. A process that only loads it names devices that measure by
 * themselves in JSDRV_STUB_DEVICES, such as "js110/000001,js220/000002".
 */
#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EXPORT __attribute__((visibility("default")))

/* ---- What jsdrv.h, union.h and time.h lay out. ---- */

enum { UNION_STR = 1, UNION_BIN = 3, UNION_U32 = 10, UNION_I32 = 14 };
enum { APP_STREAM = 1, APP_STATISTICS = 2 };
enum { FLAG_RETAIN = 1, FLAG_PUB = 2 };
enum { SUCCESS = 0, PARAMETER_INVALID = 5, TIMED_OUT = 11, NOT_FOUND = 16, UNAVAILABLE = 20, CLOSED = 22 };

struct value {
    uint8_t type;
    uint8_t flags;
    uint8_t op;
    uint8_t app;
    uint32_t size;
    union {
        const char *str;
        const uint8_t *bin;
        uint64_t u64;
        int64_t i64;
    } content;
};

struct time_map {
    int64_t offset_time;
    uint64_t offset_counter;
    double counter_rate;
};

struct stream_header {
    uint8_t version;
    uint8_t reserved[7];
    uint64_t sample_id;
    uint8_t field_id;
    uint8_t index;
    uint8_t element_type;
    uint8_t element_bits;
    uint32_t element_count;
    uint32_t sample_rate;
    uint32_t decimate_factor;
    struct time_map time_map;
};

struct statistics {
    uint8_t version;
    uint8_t reserved[2];
    uint8_t decimate_factor;
    uint32_t sample_count;
    uint32_t sample_freq;
    uint32_t reserved_2;
    uint64_t sample_id;
    uint64_t accum_id;
    double values[12];
    double charge;
    double energy;
    uint64_t charge_i128[2];
    uint64_t energy_i128[2];
    struct time_map time_map;
};

_Static_assert(sizeof(struct value) == 16, "layout of jsdrv_union_s");
_Static_assert(sizeof(struct stream_header) == 56, "layout of jsdrv_stream_signal_s");
_Static_assert(sizeof(struct statistics) == 200, "layout of jsdrv_statistics_s");

typedef void (*listener_fn)(void *user, const char *topic, const struct value *value);

/* ---- Devices. ---- */

enum { TOPIC_BYTES = 64, MOST_DEVICES = 16, MOST_LISTENERS = 512, MOST_SETTINGS = 1024, CHANNELS = 9 };
enum { TABLE_SAMPLES = 1 << 20 };

struct channel {
    const char *topic;
    uint8_t field, index, type, bits;
};

static const struct channel channels[CHANNELS] = {
    {"s/i", 1, 0, 4, 32},     {"s/v", 2, 0, 4, 32},     {"s/p", 3, 0, 4, 32},
    {"s/i/range", 4, 0, 3, 4}, {"s/gpi/0", 5, 0, 3, 1}, {"s/gpi/1", 5, 1, 3, 1},
    {"s/gpi/2", 5, 2, 3, 1},  {"s/gpi/3", 5, 3, 3, 1},  {"s/gpi/7", 5, 7, 3, 1},
};

struct tables {
    float *current, *voltage, *power;
    uint8_t *range, *input;
};

struct device {
    char prefix[TOPIC_BYTES];
    bool present, open, measures;
    int32_t open_code;
    bool on[CHANNELS];
    uint64_t next_id[CHANNELS];
    bool statistics_on;
    uint32_t statistics_count;
    uint64_t next_statistics_id;
    double start;
    int64_t start_utc;
    struct tables tables;
};

struct listener {
    bool used;
    char topic[TOPIC_BYTES];
    listener_fn fn;
    void *user;
};

struct setting {
    char topic[TOPIC_BYTES];
    char text[TOPIC_BYTES];
};

/* What the one thread has to do. */
enum kind { DATA, SET, SUBSCRIBE, UNSUBSCRIBE, OPEN, CLOSE, LIST, NOTHING };

struct task {
    struct task *next;
    enum kind kind;
    char topic[TOPIC_BYTES];
    struct value value;
    uint8_t *bytes;
    uint8_t flags;
    listener_fn fn;
    void *user;
    bool awaited, done;
    int32_t code;
};

struct context {
    int unused;
};

static struct context the_context;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_t frontend, generator;
static bool running;
static struct task *head, *tail;
static struct device devices[MOST_DEVICES];
static struct listener listeners[MOST_LISTENERS];
static struct setting settings[MOST_SETTINGS];
static int setting_count;
static uint32_t version = (2u << 24) | (5u << 16) | 4u;
static int32_t start_code;

static double monotonic(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

static int64_t utc(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (((int64_t) now.tv_sec - 1514764800) << 30) + (int64_t) ((double) now.tv_nsec * 1.073741824);
}

static struct device *device_of(const char *topic) {
    for (int i = 0; i < MOST_DEVICES; i++) {
        size_t length = strlen(devices[i].prefix);
        if (length && !strncmp(devices[i].prefix, topic, length) && (topic[length] == '/' || !topic[length])) {
            return &devices[i];
        }
    }
    return NULL;
}

static bool is_model(const struct device *device, const char *model) {
    return strstr(device->prefix, model) != NULL;
}

static uint32_t id_rate(const struct device *device) {
    return is_model(device, "js320") ? 16000000 : 2000000;
}

static uint32_t factor(const struct device *device, int channel) {
    if (is_model(device, "js110")) {
        return 1;
    }
    if (is_model(device, "js320")) {
        return 16;
    }
    return channel < 3 ? 2 : 1;
}

/* ---- The thread that calls all listeners. ---- */

/* A listener of a topic hears of all topics below it, too. */
static bool hears(const char *listened, const char *topic) {
    size_t length = strlen(listened);
    return !strncmp(listened, topic, length) && (!topic[length] || topic[length] == '/');
}

static void tell(const char *topic, const struct value *value) {
    for (int i = 0; i < MOST_LISTENERS; i++) {
        pthread_mutex_lock(&lock);
        struct listener listener = listeners[i];
        pthread_mutex_unlock(&lock);
        if (listener.used && hears(listener.topic, topic)) {
            char copy[TOPIC_BYTES];
            strcpy(copy, topic);
            struct value handed = *value;
            listener.fn(listener.user, copy, &handed);
            memset(copy, 0xa5, sizeof(copy));
            memset(&handed, 0xa5, sizeof(handed));
        }
    }
}

static void tell_list(listener_fn only, void *user) {
    char text[MOST_DEVICES * TOPIC_BYTES] = "";
    for (int i = 0; i < MOST_DEVICES; i++) {
        if (devices[i].present) {
            strcat(text, text[0] ? "," : "");
            strcat(text, devices[i].prefix);
        }
    }
    struct value value = {.type = UNION_STR, .flags = FLAG_RETAIN, .size = (uint32_t) strlen(text) + 1};
    value.content.str = text;
    if (only) {
        only(user, "@/list", &value);
    } else {
        tell("@/list", &value);
    }
}

static void note(const char *topic, const struct value *value) {
    char text[TOPIC_BYTES];
    if (value->type == UNION_STR) {
        snprintf(text, sizeof(text), "%s", value->content.str);
    } else {
        snprintf(text, sizeof(text), "%lld", (long long) value->content.i64);
    }
    pthread_mutex_lock(&lock);
    int at = 0;
    while (at < setting_count && strcmp(settings[at].topic, topic)) {
        at++;
    }
    if (at < MOST_SETTINGS) {
        strcpy(settings[at].topic, topic);
        strcpy(settings[at].text, text);
        setting_count = at == setting_count ? at + 1 : setting_count;
    }
    pthread_mutex_unlock(&lock);
}

static bool is_known(const char *rest) {
    static const char *known[] = {"h/fs", "s/i/range/select", "s/i/range/mode", "s/stats/scnt", "s/stats/ctrl", "s/sstats/ctrl"};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (!strcmp(known[i], rest)) {
            return true;
        }
    }
    return false;
}

static int32_t set_channel(struct device *device, const char *rest, bool on) {
    for (int i = 0; i < CHANNELS; i++) {
        size_t length = strlen(channels[i].topic);
        if (!strncmp(rest, channels[i].topic, length) && !strcmp(rest + length, "/ctrl")) {
            pthread_mutex_lock(&lock);
            device->on[i] = on;
            device->next_id[i] = UINT64_MAX;
            pthread_mutex_unlock(&lock);
            return SUCCESS;
        }
    }
    return UNAVAILABLE;
}

static int32_t set(const char *topic, const struct value *value) {
    struct device *device = device_of(topic);
    if (!device || !device->present) {
        return NOT_FOUND;
    }
    if (!device->open) {
        return CLOSED;
    }
    note(topic, value);
    const char *rest = topic + strlen(device->prefix) + 1;
    bool on = value->content.u64 != 0;
    if (!strcmp(rest, "s/stats/ctrl") || !strcmp(rest, "s/sstats/ctrl")) {
        device->statistics_on = on;
        device->next_statistics_id = UINT64_MAX;
    } else if (!strcmp(rest, "s/stats/scnt")) {
        device->statistics_count = (uint32_t) value->content.u64;
    }
    return is_known(rest) ? SUCCESS : set_channel(device, rest, on);
}

static int32_t open_device(const char *prefix) {
    struct device *device = device_of(prefix);
    if (!device || !device->present) {
        return NOT_FOUND;
    }
    if (device->open_code) {
        return device->open_code;
    }
    device->open = true;
    device->start = monotonic();
    device->start_utc = utc();
    return SUCCESS;
}

static int32_t close_device(const char *prefix) {
    struct device *device = device_of(prefix);
    if (!device || !device->present) {
        return NOT_FOUND;
    }
    pthread_mutex_lock(&lock);
    memset(device->on, 0, sizeof(device->on));
    device->statistics_on = false;
    device->open = false;
    pthread_mutex_unlock(&lock);
    return SUCCESS;
}

static int32_t subscribe(const struct task *task) {
    for (int i = 0; i < MOST_LISTENERS; i++) {
        if (!listeners[i].used) {
            pthread_mutex_lock(&lock);
            listeners[i] = (struct listener){true, "", task->fn, task->user};
            strcpy(listeners[i].topic, task->topic);
            pthread_mutex_unlock(&lock);
            if ((task->flags & FLAG_RETAIN) && !strcmp(task->topic, "@/list")) {
                tell_list(task->fn, task->user);
            }
            return SUCCESS;
        }
    }
    return 12;
}

static int32_t unsubscribe(const struct task *task) {
    for (int i = 0; i < MOST_LISTENERS; i++) {
        struct listener *listener = &listeners[i];
        if (listener->used && listener->fn == task->fn && !strcmp(listener->topic, task->topic)) {
            pthread_mutex_lock(&lock);
            listener->used = false;
            pthread_mutex_unlock(&lock);
        }
    }
    return SUCCESS;
}

static int32_t run(struct task *task) {
    switch (task->kind) {
        case DATA:
            tell(task->topic, &task->value);
            return SUCCESS;
        case SET:
            return set(task->topic, &task->value);
        case SUBSCRIBE:
            return subscribe(task);
        case UNSUBSCRIBE:
            return unsubscribe(task);
        case OPEN:
            return open_device(task->topic);
        case CLOSE:
            return close_device(task->topic);
        case LIST:
            tell_list(NULL, NULL);
            return SUCCESS;
        default:
            return SUCCESS;
    }
}

static void forget(struct task *task) {
    if (task->bytes) {
        memset(task->bytes, 0xa5, task->value.size);
        free(task->bytes);
    }
    free(task);
}

static void *run_frontend(void *unused) {
    (void) unused;
    pthread_mutex_lock(&lock);
    while (running || head) {
        struct task *task = head;
        if (!task) {
            pthread_cond_wait(&changed, &lock);
            continue;
        }
        head = task->next;
        tail = head ? tail : NULL;
        pthread_mutex_unlock(&lock);
        int32_t code = run(task);
        pthread_mutex_lock(&lock);
        task->code = code;
        task->done = true;
        pthread_cond_broadcast(&changed);
        if (!task->awaited) {
            forget(task);
        }
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

static int32_t submit(struct task *task, uint32_t timeout_ms) {
    pthread_mutex_lock(&lock);
    task->awaited = timeout_ms > 0;
    if (tail) {
        tail->next = task;
    } else {
        head = task;
    }
    tail = task;
    pthread_cond_broadcast(&changed);
    int32_t code = SUCCESS;
    if (timeout_ms > 0) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += timeout_ms / 1000 + 1;
        int waited = 0;
        while (!task->done && !waited) {
            waited = pthread_cond_timedwait(&changed, &lock, &until);
        }
        code = task->done ? task->code : TIMED_OUT;
        if (task->done) {
            forget(task);
        } else {
            task->awaited = false;
        }
    }
    pthread_mutex_unlock(&lock);
    return code;
}

static struct task *new_task(enum kind kind, const char *topic) {
    struct task *task = calloc(1, sizeof(*task));
    task->kind = kind;
    snprintf(task->topic, sizeof(task->topic), "%s", topic);
    return task;
}

static struct task *data_task(const char *topic, uint8_t app, const void *bytes, uint32_t size) {
    struct task *task = new_task(DATA, topic);
    task->bytes = malloc(size ? size : 1);
    memcpy(task->bytes, bytes, size);
    task->value = (struct value){.type = UNION_BIN, .app = app, .size = size};
    task->value.content.bin = task->bytes;
    return task;
}

/* ---- Devices that measure by themselves. ---- */

static uint32_t noise_state = 1;

static double noise(void) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
        noise_state = noise_state * 1664525u + 1013904223u;
        sum += (double) noise_state / 4294967296.0 - 0.5;
    }
    return sum * 1.732;
}

/* Sleeps of 90 ms and work of 10 ms. A JS110 has one value for each code of its converter, a JS220 has not. */
static void fill_tables(struct device *device) {
    struct tables *t = &device->tables;
    t->current = malloc(TABLE_SAMPLES * sizeof(float));
    t->voltage = malloc(TABLE_SAMPLES * sizeof(float));
    t->power = malloc(TABLE_SAMPLES * sizeof(float));
    t->range = calloc(TABLE_SAMPLES / 2, 1);
    t->input = calloc(TABLE_SAMPLES / 8, 1);
    bool lattice = is_model(device, "js110");
    uint32_t period = (lattice ? 2000000 : 1000000) / 10;
    for (uint32_t k = 0; k < TABLE_SAMPLES; k++) {
        bool works = k % period < period / 10;
        double full = works ? 0.18 : 18e-6;
        double current = (works ? 0.05 : 5e-6) + full / 2000 * noise();
        double voltage = 3.3 + 0.002 * noise();
        if (lattice) {
            current = round(current / (full / 8192)) * (full / 8192);
            voltage = round(voltage / (15.0 / 8192)) * (15.0 / 8192);
        }
        t->current[k] = (float) current;
        t->voltage[k] = (float) voltage;
        t->power[k] = t->current[k] * t->voltage[k];
        t->range[k / 2] |= (uint8_t) ((works ? 2 : 6) << (k % 2 * 4));
        t->input[k / 8] |= (uint8_t) (works << (k % 8));
    }
}

static const uint8_t *table(const struct device *device, int channel) {
    const struct tables *t = &device->tables;
    const void *all[] = {t->current, t->voltage, t->power, t->range};
    return channel < 4 ? all[channel] : t->input;
}

/* As many elements as the driver sends at once: a twentieth of a second, or what fits into 256 KiB. */
static uint32_t message_elements(const struct device *device, int channel) {
    uint32_t elements = id_rate(device) / factor(device, channel) / 20;
    return channels[channel].bits == 32 && elements > 65392 ? 65392 : elements & ~7u;
}

static void send_channel(struct device *device, int channel, uint64_t now_id, uint8_t *message) {
    uint32_t step = factor(device, channel);
    uint32_t count = message_elements(device, channel);
    if (device->next_id[channel] == UINT64_MAX) {
        device->next_id[channel] = now_id / (8 * step) * (8 * step);
    }
    while (device->next_id[channel] + (uint64_t) count * step <= now_id) {
        const struct channel *c = &channels[channel];
        struct stream_header *header = (struct stream_header *) message;
        *header = (struct stream_header){.version = 1,
                                         .sample_id = device->next_id[channel],
                                         .field_id = c->field,
                                         .index = c->index,
                                         .element_type = c->type,
                                         .element_bits = c->bits,
                                         .element_count = count,
                                         .sample_rate = id_rate(device),
                                         .decimate_factor = step,
                                         .time_map = {device->start_utc, 0, id_rate(device)}};
        uint64_t first = device->next_id[channel] / step % TABLE_SAMPLES;
        size_t begin = first * c->bits / 8, bytes = (size_t) count * c->bits / 8;
        size_t whole = (size_t) TABLE_SAMPLES * c->bits / 8;
        size_t part = bytes < whole - begin ? bytes : whole - begin;
        memcpy(message + sizeof(*header), table(device, channel) + begin, part);
        memcpy(message + sizeof(*header) + part, table(device, channel), bytes - part);
        char topic[2 * TOPIC_BYTES];
        snprintf(topic, sizeof(topic), "%s/%s/!data", device->prefix, c->topic);
        submit(data_task(topic, APP_STREAM, message, (uint32_t) (sizeof(*header) + bytes)), 0);
        device->next_id[channel] += (uint64_t) count * step;
    }
}

static void send_statistics(struct device *device, uint64_t now_id) {
    uint32_t step = factor(device, 0);
    uint32_t count = device->statistics_count ? device->statistics_count : id_rate(device) / step / 2;
    uint64_t ids = (uint64_t) count * step;
    if (device->next_statistics_id == UINT64_MAX) {
        device->next_statistics_id = now_id / ids * ids;
    }
    while (device->next_statistics_id + ids <= now_id) {
        struct statistics s = {.version = 1,
                               .decimate_factor = (uint8_t) step,
                               .sample_count = count,
                               .sample_freq = id_rate(device),
                               .sample_id = device->next_statistics_id,
                               .values = {0.005, 0.015, 4e-6, 0.051, 3.3, 0.002, 3.29, 3.31, 0.0165, 0.05, 1e-5, 0.17},
                               .time_map = {device->start_utc, 0, id_rate(device)}};
        char topic[2 * TOPIC_BYTES];
        snprintf(topic, sizeof(topic), "%s/%s", device->prefix, is_model(device, "js110") ? "s/sstats/value" : "s/stats/value");
        submit(data_task(topic, APP_STATISTICS, &s, sizeof(s)), 0);
        device->next_statistics_id += ids;
    }
}

static void *run_generator(void *unused) {
    (void) unused;
    uint8_t *message = malloc(sizeof(struct stream_header) + (256 << 10));
    while (running) {
        struct timespec pause = {0, 5000000};
        nanosleep(&pause, NULL);
        for (int i = 0; i < MOST_DEVICES; i++) {
            struct device *device = &devices[i];
            if (!device->measures || !device->present || !device->open) {
                continue;
            }
            uint64_t now_id = (uint64_t) ((monotonic() - device->start) * id_rate(device));
            for (int channel = 0; channel < CHANNELS; channel++) {
                if (device->on[channel]) {
                    send_channel(device, channel, now_id, message);
                }
            }
            if (device->statistics_on) {
                send_statistics(device, now_id);
            }
        }
    }
    free(message);
    return NULL;
}

static void add(const char *prefix, bool measures) {
    struct device *device = device_of(prefix);
    for (int i = 0; !device && i < MOST_DEVICES; i++) {
        device = devices[i].prefix[0] ? NULL : &devices[i];
    }
    if (device) {
        snprintf(device->prefix, sizeof(device->prefix), "%s", prefix);
        device->open = false;
        device->present = true;
        device->measures = measures;
        if (measures && !device->tables.current) {
            fill_tables(device);
        }
    }
}

static void add_from_environment(void) {
    const char *list = getenv("JSDRV_STUB_DEVICES");
    char copy[MOST_DEVICES * TOPIC_BYTES];
    snprintf(copy, sizeof(copy), "%s", list ? list : "");
    char *rest = NULL;
    for (char *name = strtok_r(copy, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        char prefix[TOPIC_BYTES];
        snprintf(prefix, sizeof(prefix), "u/%.48s", name);
        add(prefix, true);
    }
}

/* ---- jsdrv.h ---- */

EXPORT int32_t jsdrv_initialize(struct context **context, const void *args, uint32_t timeout_ms) {
    (void) args;
    (void) timeout_ms;
    if (start_code) {
        return start_code;
    }
    running = true;
    add_from_environment();
    pthread_create(&frontend, NULL, run_frontend, NULL);
    pthread_create(&generator, NULL, run_generator, NULL);
    *context = &the_context;
    return SUCCESS;
}

EXPORT void jsdrv_finalize(struct context *context, uint32_t timeout_ms) {
    (void) context;
    (void) timeout_ms;
    pthread_mutex_lock(&lock);
    running = false;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(generator, NULL);
    pthread_join(frontend, NULL);
    memset(listeners, 0, sizeof(listeners));
}

EXPORT int32_t jsdrv_publish(struct context *context, const char *topic, const struct value *value, uint32_t timeout_ms) {
    (void) context;
    if (value->type == UNION_BIN) {
        return submit(data_task(topic, value->app, value->content.bin, value->size), timeout_ms);
    }
    struct task *task = new_task(SET, topic);
    task->value = *value;
    if (value->type == UNION_STR) {
        task->value.size = (uint32_t) strlen(value->content.str) + 1;
        task->bytes = malloc(task->value.size);
        memcpy(task->bytes, value->content.str, task->value.size);
        task->value.content.bin = task->bytes;
    }
    return submit(task, timeout_ms);
}

EXPORT int32_t jsdrv_query(struct context *context, const char *topic, struct value *value, uint32_t timeout_ms) {
    (void) context;
    (void) timeout_ms;
    if (strcmp(topic, "@/version")) {
        return NOT_FOUND;
    }
    *value = (struct value){.type = UNION_U32};
    value->content.u64 = version;
    return SUCCESS;
}

EXPORT int32_t jsdrv_subscribe(
        struct context *context, const char *topic, uint8_t flags, listener_fn fn, void *user, uint32_t timeout_ms) {
    (void) context;
    struct task *task = new_task(SUBSCRIBE, topic);
    task->flags = flags;
    task->fn = fn;
    task->user = user;
    return submit(task, timeout_ms);
}

EXPORT int32_t jsdrv_unsubscribe(
        struct context *context, const char *topic, listener_fn fn, void *user, uint32_t timeout_ms) {
    (void) context;
    struct task *task = new_task(UNSUBSCRIBE, topic);
    task->fn = fn;
    task->user = user;
    return submit(task, timeout_ms);
}

EXPORT int32_t jsdrv_open(struct context *context, const char *prefix, int32_t mode, uint32_t timeout_ms) {
    (void) context;
    struct task *task = new_task(OPEN, prefix);
    task->value.content.i64 = mode;
    return submit(task, timeout_ms);
}

EXPORT int32_t jsdrv_close(struct context *context, const char *prefix, uint32_t timeout_ms) {
    (void) context;
    return submit(new_task(CLOSE, prefix), timeout_ms);
}

EXPORT const char *jsdrv_error_code_name(int32_t code) {
    switch (code) {
        case PARAMETER_INVALID: return "PARAMETER_INVALID";
        case TIMED_OUT: return "TIMED_OUT";
        case NOT_FOUND: return "NOT_FOUND";
        case 18: return "PERMISSIONS";
        case UNAVAILABLE: return "UNAVAILABLE";
        case 21: return "IN_USE";
        case CLOSED: return "CLOSED";
        default: return "UNKNOWN";
    }
}

/* ---- For tests. ---- */

/* Forgets all devices and settings; nothing may be using the driver. */
EXPORT void stub_reset(void) {
    for (int i = 0; i < MOST_DEVICES; i++) {
        struct tables t = devices[i].tables;
        free(t.current);
        free(t.voltage);
        free(t.power);
        free(t.range);
        free(t.input);
    }
    memset(devices, 0, sizeof(devices));
    setting_count = 0;
    version = (2u << 24) | (5u << 16) | 4u;
    start_code = SUCCESS;
}

/* Version that the driver says it has. */
EXPORT void stub_version(uint32_t number) {
    version = number;
}

/* Return code of jsdrv_initialize. */
EXPORT void stub_start_code(int32_t code) {
    start_code = code;
}

/* Plugs a device in; it measures by itself if so wanted. Before or while the driver runs. */
EXPORT void stub_add(const char *prefix, int32_t measures) {
    add(prefix, measures != 0);
    if (running) {
        submit(new_task(LIST, ""), 5000);
    }
}

static void forget_settings(const char *prefix) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < setting_count; i++) {
        if (!strncmp(settings[i].topic, prefix, strlen(prefix))) {
            settings[i].text[0] = 0;
        }
    }
    pthread_mutex_unlock(&lock);
}

/* Unplugs a device: what it has not sent by now, and what it was told, is gone. */
EXPORT void stub_remove(const char *prefix) {
    struct device *device = device_of(prefix);
    if (device) {
        forget_settings(prefix);
        device->present = false;
        device->open = false;
        memset(device->on, 0, sizeof(device->on));
        submit(new_task(LIST, ""), 5000);
    }
}

/* Return code of jsdrv_open for a device from now on. */
EXPORT void stub_open_code(const char *prefix, int32_t code) {
    struct device *device = device_of(prefix);
    if (device) {
        device->open_code = code;
    }
}

/* Hands bytes to the listeners of a topic, as a device's message; returns when they have taken it. */
EXPORT int32_t stub_send(const char *topic, int32_t app, const uint8_t *bytes, uint32_t size) {
    return submit(data_task(topic, (uint8_t) app, bytes, size), 5000);
}

/* Last value that a topic was given, as text; empty if it was given none. */
EXPORT const char *stub_setting(const char *topic) {
    static char text[TOPIC_BYTES];
    text[0] = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < setting_count; i++) {
        if (!strcmp(settings[i].topic, topic)) {
            strcpy(text, settings[i].text);
        }
    }
    pthread_mutex_unlock(&lock);
    return text;
}

/* Whether a device is open. */
EXPORT int32_t stub_is_open(const char *prefix) {
    struct device *device = device_of(prefix);
    return device && device->open;
}
