/** A small generator with a seed, so that two runs see the same complaints. */
export const dice = (seed: number) => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return { below, pick: <T>(from: readonly T[]): T => from[below(from.length)] as T }
}
export type Dice = ReturnType<typeof dice>

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚英华玉兰建志晓春梅红雪婷浩宇轩涵欣怡墨桐琳佳凯鹏飞博文婉清']
const STREET = [...'锦瑞翠竹金沙银杏紫荆丹桂凤鸣龙泉望江听涛云岭海棠石榴槐荫柳浪松鹤梧桐']
const WAYS = ['路', '街', '大道', '巷', '里']
const THINGS = ['戒指', '项链', '手镯', '耳环', '吊坠', '胸针', '对戒', '脚链']
const WHEN = ['上周', '昨天', '国庆期间', '本月初', '前天下午', '生日那天', '订婚前', '出差回来后']
const OPENINGS = ['我在贵店买了一件', '朋友陪我在你们柜台选了一件', '通过会员活动订了一件', '家人送给我一件', '按导购推荐买下一件']
const SERVICE = ['店员态度冷淡，说了几句就不再理会', '打了三次电话都没有人回', '柜台让我等通知，等了两个星期', '经理承诺回复，到现在没有消息', '店员解释前后不一，让人无法相信', '沟通的时候一直推给厂家']
const FEELING = ['作为多年的老顾客，我感到很失望', '希望尽快给一个明确的说法', '影响了我的正常使用', '家里人也因为这件事不愉快', '如果处理不好我会继续反映', '请不要再拖延时间']
const WANTS = ['全额退款', '换一件新的', '退款并承担检测费用', '重新维修并延长保修', '书面道歉', '按照承诺赔偿差价', '当面说明情况并给出处理时间']

/** Each complaint has one of these matters; the word of one never stands in the text of another. */
export const MATTERS = [
  { word: '掉钻', text: '才戴了几天主石就掉钻，镶爪明显松动' }, { word: '发票', text: '当时说可以开发票，后来一直不肯补开' }, { word: '褪色', text: '表面很快褪色发黑，擦也擦不回来' },
  { word: '尺寸', text: '尺寸和量的不一样，根本戴不上' }, { word: '证书', text: '随附的证书编号在网上查不到' }, { word: '克重', text: '回家一称克重不对，少了将近半克' },
  { word: '划痕', text: '打开盒子就看到很深的划痕' }, { word: '断裂', text: '搭扣处突然断裂，差一点丢失' }, { word: '刻字', text: '刻字刻错了，交货的时候也没有核对' },
  { word: '过敏', text: '佩戴之后皮肤红肿过敏，去医院看了' }, { word: '调包', text: '送去清洗之后怀疑被调包，花纹不一样' }, { word: '迟迟不到', text: '定制的货迟迟不到，已经超过约定时间' },
  { word: '以次充好', text: '请人鉴定说是以次充好，成色不足' }, { word: '换购', text: '换购的时候旧料折价和宣传不符' }, { word: '快递', text: '快递送到的时候外盒已经破损' },
] as const

export interface Story { readonly name: string; readonly street: string; readonly text: string; readonly wants: string; readonly matter: number }

/** One complaint in everyday words, about 90 to 140 characters. */
export const tell = (d: Dice): Story => {
  const matter = d.below(MATTERS.length)
  const street = `${d.pick(STREET)}${d.pick(STREET)}${d.pick(WAYS)}`
  const thing = d.pick(THINGS)
  const parts = [
    `${d.pick(WHEN)}${d.pick(OPENINGS)}${thing}，花了${1 + d.below(90)}${d.below(10)}00元`, MATTERS[matter]?.text ?? '', `我住在${street}${1 + d.below(300)}号，来回跑了${2 + d.below(5)}趟`,
    d.pick(SERVICE), d.pick(FEELING), `请在${2 + d.below(12)}天内答复`,
  ]
  return { name: `${d.pick(SURNAMES)}${d.pick(GIVEN)}${d.below(3) ? d.pick(GIVEN) : ''}`, street, matter, text: `${parts.join('。')}。`, wants: d.pick(WANTS) }
}

/** Questions of 2–4 characters: frequent, middling and rare ones. */
export const QUESTIONS: readonly string[] = ['退款', '店员', '戒指', '证书', '掉钻', '态度冷淡', '以次充好', '迟迟不到', '锦瑞路', '翠竹街', '龙泉', '听涛里', '王浩宇', '李婷', '过敏', '发票']

/** Two matters that never stand in one complaint. */
export const NEVER_TOGETHER: readonly string[] = ['掉钻 发票', '褪色 证书', '过敏 快递', '刻字 断裂', '以次充好 划痕']

/** The same words in the other script, names by their sound, pieces of numbers. */
export const OTHERWISE: readonly string[] = ['發票', '掉鑽', '態度冷淡', 'wanghaoyu', 'wanghy', 'lt', 'lijing', '0012', '70000', '13700001']
