/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* EmberProfileBuilder: the only way to make a profile. A reader adds events, threads, stacks and samples, then freezes.
 * For several threads each one fills a builder of its own, and one thread merges them in the order of the file.
 * Not thread-safe. */
typedef struct _EmberProfileBuilder EmberProfileBuilder;

EmberProfileBuilder *ember_profile_builder_new (void);

void ember_profile_builder_free (EmberProfileBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberProfileBuilder, ember_profile_builder_free)

/* @size_bytes: length, or -1 if @bytes ends in a NUL */
EmberStringId ember_profile_builder_add_string (EmberProfileBuilder *builder,
                                                const char *bytes,
                                                gssize size_bytes);

/* Returns: (transfer none): valid until the next string is added */
const char *ember_profile_builder_get_string (const EmberProfileBuilder *builder,
                                              EmberStringId id);

EmberEventId ember_profile_builder_add_event (EmberProfileBuilder *builder,
                                              EmberStringId name,
                                              bool is_tracepoint);

EmberThreadId ember_profile_builder_add_thread (EmberProfileBuilder *builder,
                                                const EmberThread *thread);

EmberImageId ember_profile_builder_add_image (EmberProfileBuilder *builder,
                                              const EmberImage *image);

/* Returns: (transfer none): valid until the next image is added */
const EmberImage *ember_profile_builder_get_image (const EmberProfileBuilder *builder,
                                                   EmberImageId id);

uint32_t ember_profile_builder_get_n_images (const EmberProfileBuilder *builder);

/* For an image whose build-id was not known when it was added. */
void ember_profile_builder_set_build_id (EmberProfileBuilder *builder,
                                         EmberImageId id,
                                         const uint8_t *build_id,
                                         uint32_t size_bytes);

EmberFrameId ember_profile_builder_add_frame (EmberProfileBuilder *builder,
                                              const EmberFrame *frame);

/* The same without a look at the others: for frames that the caller tells apart. */
EmberFrameId ember_profile_builder_append_frame (EmberProfileBuilder *builder,
                                                 const EmberFrame *frame);

/* The stack that holds nothing but the comm of a thread: where each stack begins. */
EmberStackId ember_profile_builder_add_comm (EmberProfileBuilder *builder,
                                             EmberStringId comm);

/* The stack that calls @frame from @parent. Memory is slow: of many calls that are expected, then added, each takes a fraction. */
EmberStackId ember_profile_builder_add_call (EmberProfileBuilder *builder,
                                             EmberStackId parent,
                                             EmberFrameId frame);

void ember_profile_builder_expect_call (const EmberProfileBuilder *builder,
                                        EmberStackId parent,
                                        EmberFrameId frame);

void ember_profile_builder_add_sample (EmberProfileBuilder *builder,
                                       const EmberSample *sample);

/* Says of the sample that was added last that it was taken when a thread left its CPU to another one. Freezing adds an
 * event "off-CPU", with a sample for each such one: its stack, and as weight the nanoseconds until that thread was back.
 * @sample: that one; without a time nothing is kept
 * @out: who left, @in: who came, by the kernel's numbers; -1: not known, 0: the idle task, or nobody who will be back */
void ember_profile_builder_add_switch (EmberProfileBuilder *builder,
                                       const EmberSample *sample,
                                       int32_t out,
                                       int32_t in);

/* A thread got a CPU, which no sample tells. Its tid is as samples have it. */
void ember_profile_builder_add_switch_in (EmberProfileBuilder *builder,
                                          int64_t time_ns,
                                          int32_t tid);

/* @text: (transfer full): see EmberNotice */
void ember_profile_builder_add_notice (EmberProfileBuilder *builder,
                                       char *text,
                                       uint64_t count);

/* Keeps the first value of a key. */
void ember_profile_builder_add_fact (EmberProfileBuilder *builder,
                                     const char *key,
                                     const char *value);

/* The time of day that recording began at: @wall_clock_ns since 1970 in UTC was @time_ns of the recording's clock. Keeps the
 * first pair in 0 .. EMBER_TIME_MAX_NS; forgets it where samples from more than a second before show another clock. */
void ember_profile_builder_set_wall_clock (EmberProfileBuilder *builder,
                                           int64_t time_ns,
                                           int64_t wall_clock_ns);

/* Samples were lost in @range. */
void ember_profile_builder_add_gap (EmberProfileBuilder *builder,
                                    EmberTimeRange range);

uint64_t ember_profile_builder_get_n_samples (const EmberProfileBuilder *builder);

/* Samples added from now on come from chunk @sequence of the input. Readers that parse
 * chunks on several threads call it before each chunk, in growing order for each builder; builder-merge.h joins them. */
void ember_profile_builder_begin_chunk (EmberProfileBuilder *builder,
                                        uint64_t sequence);

/* Sorts, numbers and closes. Samples without a time in a recording that has times are dropped and counted in a notice.
 * @builder: (transfer full) */
EmberProfile *ember_profile_builder_freeze (EmberProfileBuilder *builder);
