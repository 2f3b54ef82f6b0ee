/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* genl_test: one message, three multicast groups. */
#ifndef GENL_TEST_H
#define GENL_TEST_H

#define GENL_TEST_GENL_NAME	"genl_test"
#define GENL_TEST_GENL_VERSION	1
#define GENL_TEST_MSG_MAX	256

enum genl_test_cmd {
	GENL_TEST_C_UNSPEC,
	GENL_TEST_C_MSG,	/* to the kernel, and its greeting to each group */
};

enum genl_test_attr {
	GENL_TEST_ATTR_UNSPEC,
	GENL_TEST_ATTR_MSG,	/* string, NUL not required, up to GENL_TEST_MSG_MAX */

	__GENL_TEST_ATTR_MAX,
	GENL_TEST_ATTR_MAX = __GENL_TEST_ATTR_MAX - 1
};

#endif
