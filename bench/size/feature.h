/* SPDX-License-Identifier: MIT */
/* What bench/size/base.c calls, and each feature's file defines. */
#ifndef BENCH_SIZE_FEATURE_H_
#define BENCH_SIZE_FEATURE_H_

/** Use every call of the feature once. Any thread. */
void use_feature(void);

#endif /* BENCH_SIZE_FEATURE_H_ */
