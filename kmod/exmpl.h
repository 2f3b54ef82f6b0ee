/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* What the parts of control_exmpl.ko know of each other. */
#ifndef EXMPL_H
#define EXMPL_H

#include <net/genetlink.h>

extern const struct nla_policy exmpl_fail_policy[];
extern const struct nla_policy exmpl_types_policy[];

int exmpl_fail_as_asked(struct nlattr **attrs, const struct nlmsghdr *nlh,
			struct netlink_ext_ack *extack);
int exmpl_types_sample(struct sk_buff *skb);
int exmpl_types_echo(struct sk_buff *skb, const struct genl_info *info);

#endif
