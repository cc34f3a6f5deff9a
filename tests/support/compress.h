/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One gzip member, zstd frame or xz stream with these bytes in it. */
GBytes *compress_gzip (GBytes *bytes);

GBytes *compress_zstd (GBytes *bytes);

GBytes *compress_xz (GBytes *bytes);

/* The bytes of both, one behind the other. */
GBytes *compress_join (GBytes *first,
                       GBytes *second);
