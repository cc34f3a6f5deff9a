/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"
#include "cli/typed-options.h"

/* Reads how the views look: what says nothing about which samples they are of.
 * @options: (inout):
 * Returns: false with a %G_OPTION_ERROR that says what is wrong */
bool ember_look_options_parse (const EmberTypedOptions *typed,
                               EmberOptions *options,
                               GError **error);
