// SPDX-License-Identifier: GPL-2.0 OR MIT
/* genl_test: prints the message it is sent, greets its three groups. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/workqueue.h>
#include "compat.h"
#include "genl_test.h"

static unsigned int interval_ms = 5000;
module_param(interval_ms, uint, 0444);
MODULE_PARM_DESC(interval_ms, "Milliseconds between greetings, 0 for none (default 5000)");

static bool classic;
module_param(classic, bool, 0444);
MODULE_PARM_DESC(classic, "Greet with allocation flags in nlmsg_flags, as the original");

static const struct genl_multicast_group test_mcgrps[] = {
	{ .name = "genl_mcgrp0" },
	{ .name = "genl_mcgrp1" },
	{ .name = "genl_mcgrp2" },
};

static const struct nla_policy test_policy[GENL_TEST_ATTR_MAX + 1] = {
	[GENL_TEST_ATTR_MSG] = { .type = NLA_STRING, .len = GENL_TEST_MSG_MAX },
};

static int test_msg(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *msg = info->attrs[GENL_TEST_ATTR_MSG];

	if (!msg) {
		GENL_SET_ERR_MSG(info, "MSG is missing");
		compat_set_miss_type(info->extack, GENL_TEST_ATTR_MSG);
		return -EINVAL;
	}

	pr_info_ratelimited("port %u says \"%*pEcs\"\n", info->snd_portid,
			    (int)strnlen(nla_data(msg), nla_len(msg)), nla_data(msg));
	return 0;
}

static const struct genl_ops test_ops[] = {
	{
		.cmd	= GENL_TEST_C_MSG,
		.doit	= test_msg,
	},
};

static struct genl_family test_family __ro_after_init = {
	.name		= GENL_TEST_GENL_NAME,
	.version	= GENL_TEST_GENL_VERSION,
	.maxattr	= GENL_TEST_ATTR_MAX,
	.policy		= test_policy,
	.netnsok	= true,
	.module		= THIS_MODULE,
	.ops		= test_ops,
	.n_ops		= ARRAY_SIZE(test_ops),
	.mcgrps		= test_mcgrps,
	.n_mcgrps	= ARRAY_SIZE(test_mcgrps),
	COMPAT_RESV_START_OP(GENL_TEST_C_MSG + 1)
};

static void test_greet(unsigned int group)
{
	int flags = classic ? (__force u16)GFP_ATOMIC : 0;
	char text[GENL_TEST_MSG_MAX];
	struct sk_buff *skb;
	void *hdr;

	skb = genlmsg_new(NLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!skb)
		return;

	hdr = genlmsg_put(skb, 0, 0, &test_family, flags, GENL_TEST_C_MSG);
	snprintf(text, sizeof(text), "Hello group %s\n", test_mcgrps[group].name);
	if (!hdr || nla_put_string(skb, GENL_TEST_ATTR_MSG, text)) {
		nlmsg_free(skb);
		return;
	}

	genlmsg_end(skb, hdr);
	compat_multicast_allns(&test_family, skb, group);
}

static void test_greet_all(struct work_struct *work);
static DECLARE_DELAYED_WORK(greet_work, test_greet_all);

static void test_greet_all(struct work_struct *work)
{
	unsigned int group;

	for (group = 0; group < ARRAY_SIZE(test_mcgrps); group++)
		test_greet(group);
	schedule_delayed_work(&greet_work, msecs_to_jiffies(interval_ms));
}

static int __init test_init(void)
{
	int err;

	err = genl_register_family(&test_family);
	if (err)
		return err;

	if (interval_ms)
		schedule_delayed_work(&greet_work, msecs_to_jiffies(interval_ms));

	pr_info("family id %d\n", test_family.id);
	return 0;
}

static void __exit test_exit(void)
{
	cancel_delayed_work_sync(&greet_work);
	genl_unregister_family(&test_family);
}

module_init(test_init);
module_exit(test_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("genl_test, a generic netlink family that greets its three groups");
MODULE_ALIAS_GENL_FAMILY(GENL_TEST_GENL_NAME);
