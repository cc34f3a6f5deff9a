/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/input.h"
#include "formats/perf-data-attr.h"
#include "formats/perf-data-symbols.h"
#include "formats/perf-data-tracing.h"
#include "profile/profile-builder.h"

/* A build-id that the recording names for a path. */
typedef struct
{
  EmberStringId path;
  bool is_kernel;
  uint8_t size_bytes;
  uint8_t bytes[EMBER_BUILD_ID_MAX_BYTES];
} EmberPerfBuildId;

/* EmberPerfHeader: what a perf.data file says beside its records. */
typedef struct
{
  bool is_swapped;
  bool is_pipe;         /* everything comes as records, up to the end */
  uint64_t data_offset; /* of a file: where the records are */
  uint64_t data_bytes;  /* UINT64_MAX: up to the end, as perf had no time to write it */
  uint64_t features[4]; /* bits: what stands behind the records */
  EmberPerfAttrs attrs;
  EmberPerfSymbols symbols; /* in the file itself, by simpleperf */
  EmberColumn build_ids;    /* EmberPerfBuildId */
  EmberPerfSwitchLayout switch_layout;
} EmberPerfHeader;

/* Whether these bytes begin a perf.data file of any kind. */
bool ember_perf_header_recognise (const uint8_t *bytes,
                                  size_t n);

void ember_perf_header_init (EmberPerfHeader *header);

void ember_perf_header_clear (EmberPerfHeader *header);

/* Reads everything before the records.
 * Returns: false with @error set: of the input, or an %EMBER_FORMAT_ERROR */
bool ember_perf_header_read (EmberPerfHeader *header,
                             EmberInput *input,
                             GError **error);

/* Reads what a file has behind its records; damage there is no error, but a notice.
 * @builder: gets facts and notices
 * Returns: false with @error set: of the input */
bool ember_perf_header_read_features (EmberPerfHeader *header,
                                      EmberInput *input,
                                      EmberProfileBuilder *builder,
                                      GError **error);

/* Takes in one feature. */
void ember_perf_header_add_feature (EmberPerfHeader *header,
                                    uint32_t feature,
                                    EmberPerfBytes bytes,
                                    EmberProfileBuilder *builder);

/* Descriptions of tracepoints. */
void ember_perf_header_add_tracing (EmberPerfHeader *header,
                                    EmberPerfBytes bytes);

/* An event of a pipe: attr and ids. */
void ember_perf_header_add_attr (EmberPerfHeader *header,
                                 EmberPerfBytes body);

/* A name or unit for an event of a pipe. */
void ember_perf_header_update_event (EmberPerfHeader *header,
                                     EmberPerfBytes body);

/* One entry of the table of build-ids.
 * @misc: of its record header */
void ember_perf_header_add_build_id (EmberPerfHeader *header,
                                     EmberPerfBytes body,
                                     uint32_t misc,
                                     EmberProfileBuilder *builder);
