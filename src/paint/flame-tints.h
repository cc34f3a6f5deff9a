/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/flame-colors.h"

/* EmberFlameTints: the hue and the variant of frames, each looked up once: a picture of many small boxes would
 * read most names of a recording for its colors alone. For one thread. */
typedef struct _EmberFlameTints EmberFlameTints;

/* @profile: (transfer none): has to outlive what is returned */
EmberFlameTints *ember_flame_tints_new (const EmberProfile *profile);

void ember_flame_tints_free (EmberFlameTints *tints);

/* Returns: a hue times %EMBER_N_FLAME_VARIANTS, and the variant */
uint32_t ember_flame_tints_get (EmberFlameTints *tints,
                                EmberFrameId frame);
