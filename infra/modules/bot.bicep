// The Azure Bot: where Teams finds the web app, and where people sign in to change the tenant with their own rights.
param name string
param host string
param appId string
@secure()
param appSecret string

// The delegated permissions of `setup`; test/deploy/infra.test.ts keeps them equal.
var scopes = [
  'openid'
  'profile'
  'offline_access'
  'https://graph.microsoft.com/Policy.ReadWrite.ConditionalAccess'
  'https://graph.microsoft.com/Policy.Read.All'
  'https://graph.microsoft.com/Application.Read.All'
  'https://graph.microsoft.com/GroupMember.ReadWrite.All'
  'https://graph.microsoft.com/Policy.ReadWrite.AuthenticationMethod'
  'https://graph.microsoft.com/Policy.ReadWrite.SecurityDefaults'
]
@description('Bot Framework\'s id of "Azure Active Directory v2".')
var entraV2 = '30dd229c-58e3-4a48-bdfd-91ec48eb906c'

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'MFA Compliance'
    endpoint: 'https://${host}/api/messages'
    msaAppId: appId
    msaAppType: 'SingleTenant'
    msaAppTenantId: tenant().tenantId
    disableLocalAuth: true
    schemaTransformationVersion: '1.3'
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: { isEnabled: true }
    }
  }

  resource graph 'connections' = {
    name: 'graph'
    location: 'global'
    properties: {
      serviceProviderId: entraV2
      clientId: appId
      clientSecret: appSecret
      scopes: join(scopes, ' ')
      parameters: [
        { key: 'tenantID', value: tenant().tenantId }
        { key: 'tokenExchangeUrl', value: 'api://${host}/botid-${appId}' }
      ]
    }
  }
}
