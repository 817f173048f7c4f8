/* SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <poppler.h>
#include <cairo.h>
