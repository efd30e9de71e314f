// SPDX-License-Identifier: MIT
// *FORMAT-OFF*
Q(/)
