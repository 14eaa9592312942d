import { useTranslation } from 'react-i18next'

/** Permissions read by area, not by command: 投诉; 审批权限：查看、核准. */
export const useAreas = () => {
  const { t } = useTranslation('settings')
  return (permissions: readonly string[]): readonly string[] => {
    if (permissions.includes('*')) return [t('pack.everything')]
    const areas = new Map<string, string[]>()
    for (const permission of permissions) {
      const [area = '', act = ''] = permission.split('.')
      areas.set(area, [...(areas.get(area) ?? []), act])
    }
    return [...areas].map(([area, acts]) => {
      const name = t(`pack.area.${area}`, { defaultValue: area })
      return acts.includes('*') ? name : t('pack.areaSome', { name, acts: acts.map((act) => t([`pack.actOf.${area}.${act}`, `pack.act.${act}`], { defaultValue: act })).join(t('common:listSeparator')) })
    })
  }
}
